package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Cookies, redirects, and the forms of the login pages. */
final class HttpBrowser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(cookies)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final int port;

    HttpBrowser(int port) {
        this.port = port;
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port).resolve(path);
    }

    /**
     * @param path of this server, or an address anywhere
     */
    HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
    }

    private String csrf() throws Exception {
        var page = get("/login").body();
        var found = CSRF.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    /** Where it leads. */
    String signIn(String name, String password) throws Exception {
        return post(
                "/login",
                "username=%s&password=%s&_csrf=%s"
                        .formatted(escaped(name), escaped(password), csrf()));
    }

    /** Where it leads. */
    String sendCode(String code) throws Exception {
        return post("/login/code", "code=%s&_csrf=%s".formatted(escaped(code), csrf()));
    }

    void signOut() throws Exception {
        post("/logout", "_csrf=" + csrf());
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> send(String path, String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private String post(String path, String form) throws Exception {
        var answer = send(path, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        var next = address(answer.headers().firstValue("Location").orElseThrow());
        return next.getRawQuery() == null
                ? next.getRawPath()
                : next.getRawPath() + "?" + next.getRawQuery();
    }

    boolean isSignedIn() throws Exception {
        return get("/password").statusCode() == 200;
    }

    void loseSession() {
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .toList()
                .forEach(cookie -> cookies.getCookieStore().remove(address("/"), cookie));
        assertThat(cookie("JSESSIONID")).isEmpty();
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    void add(String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookies.getCookieStore().add(address("/"), cookie);
    }
}
