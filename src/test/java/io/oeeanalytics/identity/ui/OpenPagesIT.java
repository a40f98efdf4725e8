package io.oeeanalytics.identity.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages that stay open, as a browser keeps them, while hours pass. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"oee.job-threads=0", "oee.session-hours=12", "oee.idle-minutes=60"})
class OpenPagesIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OWN = "a long word nobody uses";
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.EPOCH);
    private static int people;

    @LocalServerPort private int port;
    @Autowired private OpenPages pages;
    @Autowired private AccountService accounts;
    @Autowired private FirstAccounts first;

    /** A clock that the test sets. */
    @TestConfiguration(proxyBeanMethods = false)
    static class SetClock {
        @Bean
        @Primary
        Clock setClock() {
            InstantSource set = NOW::get;
            return set.withZone(ZoneOffset.UTC);
        }
    }

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        NOW.set(Instant.now());
        var folder = Files.createTempDirectory("oee-open-pages").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void nobodyIsSignedInYet() {
        first.firstAdministrator();
    }

    private String somebody(Role role) {
        var name = "page" + people++;
        var given = SystemWork.asAdministrator(() -> accounts.open(name, name, role));
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
        try {
            accounts.changeOwnPassword(name, given, OWN);
        } finally {
            SecurityContextHolder.clearContext();
        }
        return name;
    }

    private static void passes(Duration time) {
        NOW.updateAndGet(now -> now.plus(time));
    }

    /** Looked through as it is every few seconds. */
    private void staysOpen(Page page) throws Exception {
        page.beats();
        pages.look();
        assertThat(page.beats()).isTrue();
        assertThat(page.isSignedIn()).isTrue();
    }

    private void closes(Page page) {
        pages.look();
        await().atMost(SOON).until(() -> !page.beats());
        await().atMost(SOON).until(() -> !page.isSignedIn());
    }

    @Test
    void a_page_whose_browser_tells_that_it_is_open_closes_when_nobody_does_anything()
            throws Exception {
        var page = new Page(somebody(Role.MANAGER));

        for (int minutes = 0; minutes < 60; minutes += 15) {
            staysOpen(page);
            passes(Duration.ofMinutes(15));
        }
        staysOpen(page);
        passes(Duration.ofMinutes(1));

        closes(page);
    }

    @Test
    void who_does_something_stays_until_the_sign_in_has_lasted_twelve_hours() throws Exception {
        var page = new Page(somebody(Role.MANAGER));

        for (int hours = 0; hours < 12; hours++) {
            page.somebodyPresses();
            staysOpen(page);
            passes(Duration.ofHours(1));
        }
        page.somebodyPresses();
        staysOpen(page);
        passes(Duration.ofMinutes(1));
        page.somebodyPresses();

        closes(page);
    }

    @Test
    void on_the_shop_floor_a_page_that_nobody_touches_stays_for_a_shift() throws Exception {
        var page = new Page(somebody(Role.OPERATOR));

        passes(Duration.ofHours(11));
        staysOpen(page);
        passes(Duration.ofHours(1).plusMinutes(1));

        closes(page);
    }

    /** What a browser sends for a page, without one. */
    private final class Page {
        private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

        private final HttpClient http =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        private final JsonNode config;
        private final int presence;
        private int told;

        Page(String person) throws Exception {
            var csrf = CSRF.matcher(get("/login").body());
            assertThat(csrf.find()).isTrue();
            post(
                    "/login",
                    "application/x-www-form-urlencoded",
                    "username=%s&password=%s&_csrf=%s"
                            .formatted(person, OWN.replace(" ", "+"), csrf.group(1)));
            var opened = get("/?v-r=init&location=password&query=");
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
            config = JsonMapper.shared().readTree(opened.body()).path("appConfig");
            presence =
                    config.at("/uidl/changes")
                            .valueStream()
                            .filter(
                                    change ->
                                            change.path("value")
                                                    .asString("")
                                                    .equals("oee-presence"))
                            .findFirst()
                            .orElseThrow()
                            .path("node")
                            .intValue();
        }

        private HttpResponse<String> get(String path) throws Exception {
            return http.send(
                    HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
        }

        private URI address(String path) {
            return URI.create("http://localhost:" + port + path);
        }

        private HttpResponse<String> post(String path, String type, String body) throws Exception {
            return http.send(
                    HttpRequest.newBuilder(address(path))
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        /** What the browser sends by itself; false: the page is gone. */
        boolean beats() throws Exception {
            return post("/?v-r=heartbeat&v-uiId=" + ui(), "text/plain", "").statusCode() == 200;
        }

        private int ui() {
            return config.path("v-uiId").intValue();
        }

        boolean isSignedIn() throws Exception {
            return get("/password").statusCode() == 200;
        }

        void somebodyPresses() throws Exception {
            var answer =
                    post(
                            "/?v-r=uidl&v-uiId=" + ui(),
                            "application/json",
                            """
                            {"csrfToken": "%s", "syncId": %2$d, "clientId": %2$d, "rpc": [
                                {"type": "publishedEventHandler", "node": %3$d, "promise": -1,
                                "templateEventMethodName": "here", "templateEventMethodArgs": []}]}
                            """
                                    .formatted(
                                            config.at("/uidl/Vaadin-Security-Key").asString(""),
                                            told++,
                                            presence));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
