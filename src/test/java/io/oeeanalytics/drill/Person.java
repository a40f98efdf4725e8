package io.oeeanalytics.drill;

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
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody with a page open, as far as the server can tell: signs in by the form, lets Vaadin open
 * the page, keeps its WebSocket open and beats now and then.
 */
final class Person implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Topology topology;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;
    private int ui;
    private Optional<WebSocket> push = Optional.empty();

    /** What the server pushed. */
    final AtomicInteger messages = new AtomicInteger();

    /** Whether the push line was cut from outside. */
    final AtomicBoolean cut = new AtomicBoolean();

    Person(Topology topology, int number) {
        this.topology = topology;
        this.http =
                topology.client(number)
                        .cookieHandler(cookies)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    void signIn(String name, String password) throws IOException, InterruptedException {
        var login = get("/login");
        var found = CSRF.matcher(login.body());
        if (!found.find()) {
            throw new IllegalStateException(login.statusCode() + " " + login.body());
        }
        var form =
                "username=%s&password=%s&_csrf=%s"
                        .formatted(
                                name,
                                URLEncoder.encode(password, StandardCharsets.UTF_8),
                                found.group(1));
        var answer =
                http.send(
                        request("/login")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 302
                || answer.headers().firstValue("Location").orElse("").contains("error")) {
            throw new IllegalStateException(
                    "cannot sign in: " + answer.statusCode() + " " + answer.headers().map());
        }
    }

    /** Opens a page and its push line. */
    void open() throws IOException, InterruptedException {
        var answer = get("/?v-r=init&location=lines&query=");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "the page does not open: " + answer.statusCode() + " " + answer.body());
        }
        var config = JsonMapper.shared().readTree(answer.body()).path("appConfig");
        ui = config.path("v-uiId").asInt();
        var id = config.at("/uidl/Vaadin-Push-ID").asString("");
        var address =
                URI.create(
                        topology.address("/VAADIN/push").toString().replace("https:", "wss:")
                                + "?v-r=push&v-uiId=%d&v-pushId=%s&refresh_connection&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=3.1.5-javascript&X-Atmosphere-Transport=websocket&X-Atmosphere-TrackMessageSize=true&Content-Type=application/json;%%20charset=UTF-8&X-atmo-protocol=true"
                                        .formatted(ui, id));
        push =
                Optional.of(
                        http.newWebSocketBuilder()
                                .header("Origin", origin())
                                .connectTimeout(PATIENCE)
                                .buildAsync(address, new Listener())
                                .join());
    }

    private String origin() {
        var address = topology.address("/").toString();
        return address.substring(0, address.length() - 1);
    }

    /** Hears what is pushed. */
    private final class Listener implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket line, CharSequence data, boolean last) {
            messages.incrementAndGet();
            line.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket line, int statusCode, String reason) {
            cut.set(true);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket line, Throwable error) {
            cut.set(true);
        }
    }

    /** Whether the page is still known where it is asked for. */
    boolean beat() {
        try {
            return http.send(
                                    request("/?v-r=heartbeat&v-uiId=" + ui)
                                            .POST(BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether a page opens without signing in anew. */
    boolean isSignedIn() {
        try {
            return get("/password").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String instance() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("ROUTEID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("none");
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(topology.address(path)).timeout(PATIENCE);
    }

    @Override
    public void close() {
        push.ifPresent(WebSocket::abort);
        http.shutdownNow();
    }
}
