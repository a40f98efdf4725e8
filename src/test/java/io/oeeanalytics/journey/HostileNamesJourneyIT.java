package io.oeeanalytics.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** In a real browser: a name that is a script stays a name, in tables, charts and titles. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class HostileNamesJourneyIT extends Journey {
    private static final String KEY = "oee_demo_key_for_trying_things_out";
    private static final String HOSTILE =
            "<img src=x onerror=window.hit=1><svg onload=window.hit=1>";
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired private AccountService accounts;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-hostile").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + KEY)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
    }

    /** Lines, products and statuses; each keeps its code. */
    private void renameEverything() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var plant = address("api/v1/plant");
            var document =
                    JSON.readTree(
                            http.send(request(plant).build(), BodyHandlers.ofString()).body());
            for (var site : document.path("sites")) {
                for (var what : List.of("lines", "products", "statuses")) {
                    site.path(what).forEach(HostileNamesJourneyIT::rename);
                }
            }
            var answer =
                    http.send(
                            request(plant)
                                    .PUT(BodyPublishers.ofString(JSON.writeValueAsString(document)))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static void rename(JsonNode thing) {
        if (thing instanceof ObjectNode named) {
            named.put("name", HOSTILE + named.path("code").asString());
        }
    }

    @Test
    void a_name_that_is_a_script_is_shown_and_never_run() throws Exception {
        renameEverything();
        SystemWork.asAdministrator(() -> accounts.open("hostile", HOSTILE, Role.OPERATOR));

        try (var page = signedIn("demo-manager")) {
            page.waitForURL("**/lines");
            isShown(page, "lines");
            for (var path :
                    List.of(
                            "line?line=WELD-2",
                            "day?line=WELD-2",
                            "explain?line=WELD-2",
                            "forecast?line=WELD-2",
                            "edits")) {
                isHarmless(page, path);
            }
        }
        try (var page = signedIn("demo-admin")) {
            page.waitForURL("**/accounts");
            isShown(page, "accounts");
            isShown(page, "plant?tab=lines&line=WELD-2");
            isHarmless(page, "plant?tab=statuses&line=WELD-2");
            isHarmless(page, "audit");
            isHarmless(page, "import");
        }
        try (var page = signedIn("demo-operator")) {
            page.waitForURL("**/shop-floor");
            isHarmless(page, "shop-floor?line=WELD-2");
        }
    }

    private Page signedIn(String name) {
        return Browsers.signedIn(browser, address(""), name, name);
    }

    private void isShown(Page page, String path) {
        page.navigate(address(path));
        page.getByText("<img src=x").first().waitFor();
        isUnharmed(page, path);
    }

    private void isHarmless(Page page, String path) {
        page.navigate(address(path));
        page.locator(".page, .floor").first().waitFor();
        isUnharmed(page, path);
    }

    /** After what the page asked for has come. */
    private static void isUnharmed(Page page, String path) {
        page.waitForFunction(
                "() => !window.Vaadin?.Flow?.clients ||"
                        + " Object.values(window.Vaadin.Flow.clients).every(one => !one.isActive ||"
                        + " !one.isActive())");
        assertThat(page.evaluate("() => window.hit === undefined")).as(path).isEqualTo(true);
        assertThat(page.locator("img[src=x]").count()).as(path).isZero();
    }
}
