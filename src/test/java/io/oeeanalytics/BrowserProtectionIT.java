package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What browsers are told to guard people by: headers, cookies, and refusals of what pages of others
 * ask. Over a proxy that says by X-Forwarded-Proto that people come by HTTPS.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "oee.https-only=true")
class BrowserProtectionIT {
    private static final String SECRET = "jdbc:postgresql://inside/secret";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    /** The only header nginx words otherwise: it names the host for browsers of long ago. */
    private static final String PUSH_HOST = " wss://$host";

    /** By HTTP/1.1, or it would ask for another with every request, which is guarded by itself. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort private int port;
    @Autowired private AccountService accounts;
    @Autowired private FirstAccounts first;
    @Autowired private PasswordEncoder passwords;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-browser").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Failing {
        /** Before any door. */
        @Bean
        FilterRegistrationBean<Filter> failingFilter() {
            var filter =
                    new FilterRegistrationBean<Filter>(
                            (request, response, chain) -> {
                                throw new IllegalStateException(SECRET);
                            });
            filter.addUrlPatterns("/icons/broken");
            return filter;
        }

        /** Where anybody may ask. */
        @RestController
        static class Door {
            @GetMapping("/icons/failing")
            String fail() {
                throw new IllegalStateException(SECRET);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("X-Forwarded-Proto", "https");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static Map<String, String> headersOfProxy() throws IOException {
        var line = Pattern.compile("^add_header (\\S+) \"?([^\"$]*(?:\\$host[^\"]*)?)\"? always;$");
        var said = new TreeMap<String, String>();
        for (var text : Files.readAllLines(Path.of("nginx/conf/answers.conf"))) {
            var header = line.matcher(text);
            if (header.matches()) {
                said.put(header.group(1), header.group(2).replace(PUSH_HOST, ""));
            }
        }
        assertThat(said).hasSize(9).containsKey("Content-Security-Policy");
        return said;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/lines",
                "/health",
                "/styles/app.css",
                "/api/v1/plant",
                "/v2/health/live",
                "/nowhere"
            })
    void every_answer_says_the_headers_of_the_proxy_once(String path) throws Exception {
        var headers = send(request(path)).headers();

        headersOfProxy()
                .forEach(
                        (name, value) ->
                                assertThat(headers.allValues(name))
                                        .as(name)
                                        .singleElement()
                                        .asString()
                                        .isEqualTo(
                                                name.startsWith("Strict")
                                                        ? value.replace(";", " ;")
                                                        : value));
    }

    @Test
    void data_is_kept_nowhere() throws Exception {
        for (var path : List.of("/login", "/api/v1/plant", "/health")) {
            assertThat(send(request(path)).headers().allValues("Cache-Control"))
                    .as(path)
                    .singleElement()
                    .asString()
                    .contains("no-store");
        }
    }

    /** Vaadin says how long they may, in production a year, and it is not taken back. */
    @Test
    void the_parts_of_the_pages_may_be_kept() throws Exception {
        var script = Pattern.compile("VAADIN/build/[^\"]+\\.js");
        var named = script.matcher(send(request("/login")).body());
        assertThat(named.find()).isTrue();

        var part = send(request("/" + named.group()));

        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(part.headers().allValues("Cache-Control"))
                .singleElement()
                .asString()
                .doesNotContain("no-store");
    }

    @Test
    void a_sign_in_changes_the_session_and_its_cookies_stay_on_https_and_this_host()
            throws Exception {
        var name = "cookies";
        first.firstAdministrator();
        var password = SystemWork.asAdministrator(() -> accounts.open(name, name, Role.OPERATOR));
        var page = send(request("/login"));
        var before = cookies(page).get("__Host-JSESSIONID");
        var csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).isTrue();

        var signedIn =
                send(
                        request("/login")
                                .header("Cookie", "__Host-JSESSIONID=" + before)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "username=%s&password=%s&_csrf=%s"
                                                        .formatted(
                                                                name, password, csrf.group(1)))));

        assertThat(signedIn.statusCode()).isEqualTo(302);
        var set = signedIn.headers().allValues("Set-Cookie");
        assertThat(set)
                .anyMatch(cookie -> cookie.startsWith("__Host-JSESSIONID="))
                .anyMatch(cookie -> cookie.startsWith("__Host-oee-sign-in="))
                .allSatisfy(
                        cookie ->
                                assertThat(cookie)
                                        .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                                        .doesNotContain("Domain"));
        var after = cookies(signedIn);
        assertThat(after.get("__Host-JSESSIONID"))
                .isNotEqualTo(before)
                // 128 random bits (ASVS 7.2.3).
                .matches("[0-9A-F]{32,}");
        assertThat(open("/password", "__Host-JSESSIONID=" + before)).isEqualTo(302);
        assertThat(open("/password", "__Host-JSESSIONID=" + after.get("__Host-JSESSIONID")))
                .isEqualTo(200);
        // A session is no key: what it may, pages do, whose requests carry a token.
        for (var method : List.of("PUT", "POST", "DELETE")) {
            var answer =
                    send(
                            request("/api/v1/plant")
                                    .header(
                                            "Cookie",
                                            "__Host-JSESSIONID=" + after.get("__Host-JSESSIONID"))
                                    .method(method, BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).as(method).isEqualTo(401);
        }
    }

    private int open(String path, String cookie) throws Exception {
        return send(request(path).header("Cookie", cookie)).statusCode();
    }

    private static Map<String, String> cookies(HttpResponse<String> answer) {
        var found = new TreeMap<String, String>();
        for (var text : answer.headers().allValues("Set-Cookie")) {
            HttpCookie.parse(text).forEach(one -> found.put(one.getName(), one.getValue()));
        }
        return found;
    }

    /** ASVS 11.4.2: a cost of 10 or more. */
    @Test
    void passwords_are_kept_by_a_slow_hash() {
        assertThat(passwords.encode("a long word nobody uses"))
                .matches("\\{bcrypt}\\$2[aby]\\$(1\\d|2\\d)\\$.{53}");
    }

    /** Signing in needs none: Vaadin takes it without, so the page it comes from is looked at. */
    @Test
    void a_form_without_its_token_or_of_another_page_is_refused() throws Exception {
        assertThat(send(form("/logout", "username=a")).statusCode()).isEqualTo(403);

        assertThat(signInFrom("https://evil.example")).isEqualTo(403);
        assertThat(signInFrom("https://localhost")).as("all else is right").isEqualTo(302);
    }

    private int signInFrom(String origin) throws Exception {
        var page = send(request("/login"));
        var csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).isTrue();
        return send(form("/login", "username=a&password=b&_csrf=" + csrf.group(1))
                        .header(
                                "Cookie",
                                "__Host-JSESSIONID=" + cookies(page).get("__Host-JSESSIONID"))
                        .header("Origin", origin))
                .statusCode();
    }

    private HttpRequest.Builder form(String path, String fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }

    @Test
    void trace_is_refused() throws Exception {
        for (var path : List.of("/", "/api/v1/plant", "/VAADIN/push")) {
            assertThat(raw("TRACE " + path + " HTTP/1.1", "X-Secret: told"))
                    .as(path)
                    .matches("(?s)HTTP/1\\.1 40[05] .*")
                    .doesNotContain("told");
        }
    }

    @Test
    void pages_of_others_neither_listen_nor_change() throws Exception {
        for (var origin :
                List.of("https://evil.example", "null", "https://localhost.evil.example")) {
            assertThat(send(request("/VAADIN/push").header("Origin", origin)).statusCode())
                    .as(origin)
                    .isEqualTo(403);
            assertThat(
                            send(request("/?v-r=uidl&v-uiId=0")
                                            .header("Origin", origin)
                                            .POST(BodyPublishers.ofString("{}")))
                                    .statusCode())
                    .as(origin)
                    .isEqualTo(403);
            assertThatThrownBy(() -> listen(origin))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused ->
                                    assertThat(refused.getResponse().statusCode()).isEqualTo(403));
        }
        var own = "https://localhost:8443";
        assertThat(send(request("/VAADIN/push").header("Origin", own)).statusCode())
                .isNotEqualTo(403);
        assertThat(
                        send(request("/?v-r=uidl&v-uiId=0")
                                        .header("Origin", own)
                                        .POST(BodyPublishers.ofString("{}")))
                                .statusCode())
                .isNotEqualTo(403);
        assertThat(send(request("/login").header("Origin", "https://evil.example")).headers().map())
                .doesNotContainKeys("access-control-allow-origin");
    }

    private void listen(String origin) {
        http.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(
                        URI.create("ws://localhost:" + port + "/VAADIN/push?v-r=push"),
                        new WebSocket.Listener() {})
                .join();
    }

    @Test
    void what_failed_is_told_nobody() throws Exception {
        var failures = new ArrayList<String>();
        failures.add(send(request("/icons/broken").header("Accept", "text/html")).body());
        failures.add(send(request("/icons/failing").header("Accept", "application/json")).body());
        failures.add(send(form("/logout", "a=b").header("Accept", "text/html")).body());
        failures.add(send(request("/error").header("Accept", "text/html")).body());
        failures.add(raw("GET /icons/%zz HTTP/1.1", "Accept: text/html"));
        failures.add(raw("GET /icons/a;b=c HTTP/1.1", "Accept: text/html"));

        assertThat(failures.getFirst()).contains("That went wrong on our side", "ging bei uns");
        assertThat(failures.get(1)).contains("\"status\":500", "reference");
        assertThat(failures.get(2)).contains("That cannot be shown");
        assertThat(failures)
                .allSatisfy(
                        text ->
                                assertThat(text)
                                        .doesNotContain(
                                                SECRET,
                                                "Exception",
                                                "Whitelabel",
                                                "Tomcat",
                                                "at io.oeeanalytics",
                                                "org.springframework",
                                                "\"trace\""));
    }

    private String raw(String first, String header) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "%s\r\nHost: localhost\r\n%s\r\nConnection: close\r\n\r\n"
                                    .formatted(first, header)
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
