package io.oeeanalytics.registry.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.registry.NewFile;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.ServingFixtures;
import io.oeeanalytics.registry.scoring.OnnxFixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Questions to models whose bodies come slowly or not at all, and who else is answered meanwhile.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class InferencePlacesIT {
    /** As many as one sender may have read at a time. */
    private static final int PLACES_OF_ONE = 8;

    private static final String QUESTION =
            "{\"inputs\": [{\"name\": \"x\", \"shape\": [1, 2], \"datatype\": \"FP32\","
                    + " \"data\": [1, 2]}]}";
    private static int named;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    @Autowired private Registry registry;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();
    private String path;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-inference-places").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("server.tomcat.connection-timeout", () -> "4s");
    }

    @BeforeEach
    void aModel() {
        var model = "placed-" + ++named;
        registry.register(
                ServingFixtures.of(model, new NewFile("model.onnx", OnnxFixtures.linear(2, 3, 1))));
        path = "/v2/models/%s/versions/1/infer".formatted(model);
    }

    @AfterEach
    void hangUp() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        http.close();
    }

    private String key() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ada", "ROLE_ADMIN"));
        try {
            return keys.open("places " + ++named, Set.of(Scope.READ));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private HttpResponse<String> ask(String key) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(QUESTION))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Begins a question and says no more. */
    private Socket silent(String key) throws IOException {
        var socket = new Socket("localhost", port);
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        var out = socket.getOutputStream();
        out.write(
                """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 5000\r
                \r
                {"inputs": ["""
                        .formatted(path, key)
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var lines = new StringBuilder();
        for (var next = in.readLine(); next != null; next = in.readLine()) {
            lines.append(next).append('\n');
        }
        return lines.toString();
    }

    @Test
    void silent_senders_keep_nobody_out_and_are_cut_off() throws Exception {
        var slow = key();
        for (int i = 0; i < PLACES_OF_ONE; i++) {
            silent(slow);
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> ask(slow).statusCode() == 429);
        var refused = ask(slow);
        var other = ask(key());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body()).startsWith("{\"error\":");
        assertThat(other.statusCode()).as(other.body()).isEqualTo(200);
        for (var socket : sockets) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("came too slowly");
        }
        assertThat(ask(slow).statusCode()).isEqualTo(200);
    }

    /** One byte every tenth of a second never lets the connection time out. */
    @Test
    void one_who_drips_is_cut_off_too() throws Exception {
        var socket = silent(key());
        var dripping =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        for (int i = 0; i < 300; i++) {
                                            socket.getOutputStream().write(' ');
                                            Thread.sleep(100);
                                        }
                                    } catch (IOException | InterruptedException e) {
                                        // It was cut off.
                                    }
                                });

        var cutOff = answer(socket);

        assertThat(cutOff).startsWith("HTTP/1.1 408").contains("At least 4096 bytes a second");
        dripping.interrupt();
        dripping.join();
    }

    /** Its body is never asked for, so it does not matter how large it is. */
    @Test
    void who_finds_no_place_is_told_so_before_the_body_is_sent() throws Exception {
        var key = key();
        for (int i = 0; i < PLACES_OF_ONE; i++) {
            silent(key);
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> ask(key).statusCode() == 429);

        var waiting = silent(key);
        var in =
                new BufferedReader(
                        new InputStreamReader(waiting.getInputStream(), StandardCharsets.UTF_8));

        assertThat(in.readLine()).startsWith("HTTP/1.1 429");
    }
}
