package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines an instance writes with OEE_LOG_FORMAT=json while requests fail. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"logging.structured.format.console=json", "oee.job-threads=0"})
class JsonLogIT {
    static {
        // Else the form that the first application of this JVM gave its log stays.
        LoggingSystem.get(JsonLogIT.class.getClassLoader()).cleanUp();
        System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
    }

    private static final String OWN = "a long word nobody uses";
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private ApiKeys keys;
    @Autowired private AccountService accounts;
    @Autowired private DataSource database;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private String person;
    private String key;
    private String id;
    private CapturedOutput output;
    private int from;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-json-log").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void aPersonAndAMachine(CapturedOutput output) {
        this.output = output;
        from = output.getOut().length();
        opened++;
        person = "logged" + opened;
        id = "request-of-test-" + opened;
        key =
                SystemWork.asAdministrator(
                        () -> keys.open("gateway " + opened, Set.of(Scope.INGEST)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.header("X-Request-Id", id).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private void sql(String statement) {
        JdbcClient.create(database).sql(statement).update();
    }

    private String written() {
        return output.getOut().substring(from);
    }

    /** Every line is an object of its own, and no terminal obeys what somebody sent. */
    private List<JsonNode> lines() {
        assertThat(written()).doesNotContain("\r", "\u001b");
        return written().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    private List<JsonNode> ofThisRequest() {
        return lines().stream()
                .filter(line -> line.path("request").asString("").equals(id))
                .toList();
    }

    @Test
    void a_request_that_fails_writes_one_line_with_its_id_and_who_sent_it() throws Exception {
        var line = setup.openLine(setup.siteIn(ZoneId.of("UTC")), "LOG-1", "Line");
        var hostile = "o\\r\\n{\\\"message\\\":\\\"forged\\\"}\\u001b[31mred";
        sql("alter table production.event add constraint fault check (good is not null) not valid");
        HttpResponse<String> answer;
        try {
            answer =
                    send(
                            request("/api/v1/events")
                                    .header("Authorization", "Bearer " + key)
                                    .POST(
                                            BodyPublishers.ofString(
                                                    """
                                                    [{"key":"k","line":"%s","type":"product","at":"2026-03-16T08:00:00Z","product":"P","order":"%s"}]
                                                    """
                                                            .formatted(line.code(), hostile))));
        } finally {
            sql("alter table production.event drop constraint fault");
        }

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("X-Request-Id")).contains(id);
        assertThat(ofThisRequest())
                .singleElement()
                .satisfies(
                        written -> {
                            assertThat(written.at("/log/level").asString()).isEqualTo("ERROR");
                            assertThat(written.at("/user/name").asString())
                                    .isEqualTo("gateway " + opened);
                            assertThat(written.path("address").asString()).isNotEmpty();
                            assertThat(written.path("message").asString())
                                    .startsWith("A request failed, reference ");
                            assertThat(written.at("/error/stack_trace").asString())
                                    .as("what was sent is there, encoded")
                                    .contains("\r\n{\"message\":\"forged\"}\u001b[31mred");
                        });
        assertThat(written()).doesNotContain(key);
    }

    @Test
    void no_password_token_or_cookie_is_written_when_a_sign_in_fails() throws Exception {
        var csrf = csrf();
        sql("alter table identity.account rename to account_away");
        try {
            send(
                    form(
                            "/login",
                            "username=%s&password=%s&_csrf=%s".formatted(person, word(), csrf)));
            send(
                    request("/api/v1/auth/token")
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            "{\"username\": \"%s\", \"password\": \"%s\"}"
                                                    .formatted(person, OWN))));
        } finally {
            sql("alter table identity.account_away rename to account");
        }

        assertThat(ofThisRequest()).isNotEmpty();
        assertThat(written()).doesNotContain(OWN, word(), csrf);
        assertThat(cookies.getCookieStore().getCookies()).isNotEmpty();
        assertThat(written()).doesNotContain(secrets());
    }

    @Test
    void a_page_that_fails_names_who_is_signed_in_and_writes_no_cookie() throws Exception {
        var given = SystemWork.asAdministrator(() -> accounts.open(person, person, Role.ADMIN));
        change(given);
        send(form("/login", "username=%s&password=%s&_csrf=%s".formatted(person, word(), csrf())));
        sql("alter table ops.job_end rename to job_end_away");
        try {
            opens("jobs");
        } finally {
            sql("alter table ops.job_end_away rename to job_end");
        }

        assertThat(ofThisRequest())
                .isNotEmpty()
                .anySatisfy(
                        written ->
                                assertThat(written.at("/user/name").asString()).isEqualTo(person));
        assertThat(secrets()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(written()).doesNotContain(secrets()).doesNotContain(OWN, given);
    }

    /** As a browser does: begins the page, then goes there. */
    private void opens(String view) throws Exception {
        var page =
                JsonMapper.shared()
                        .readTree(send(request("/?v-r=init&location=&query=")).body())
                        .path("appConfig");
        var answer =
                send(
                        request("/?v-r=uidl&v-uiId=" + page.path("v-uiId").intValue())
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                """
                                                {"csrfToken": "%s", "syncId": 0, "clientId": 0, "rpc": [
                                                    {"type": "event", "node": 1, "event": "ui-navigate",
                                                    "data": {"route": "%s", "query": "", "appShellTitle": "",
                                                        "historyState": null, "trigger": ""}}]}
                                                """
                                                        .formatted(
                                                                page.at("/uidl/Vaadin-Security-Key")
                                                                        .asString(""),
                                                                view))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void change(String given) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(person, "ROLE_ADMIN"));
        try {
            accounts.changeOwnPassword(person, given, OWN);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static String word() {
        return URLEncoder.encode(OWN, StandardCharsets.UTF_8);
    }

    private String[] secrets() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getValue)
                .filter(value -> value.length() > 8)
                .toArray(String[]::new);
    }

    private HttpRequest.Builder form(String path, String fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }

    private String csrf() throws Exception {
        var page = send(request("/login")).body();
        var found = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }
}
