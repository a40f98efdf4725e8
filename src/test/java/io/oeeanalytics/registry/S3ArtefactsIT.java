package io.oeeanalytics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.registry.scoring.OnnxFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** Artefacts in a store that speaks S3. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class S3ArtefactsIT {
    private static final FakeS3 S3 = s3();
    private static int named;

    @Autowired private Registry registry;
    @Autowired private ModelVersions versions;
    @Autowired private JooqArtefacts database;
    @Autowired private Artefacts artefacts;
    @Autowired private ApiKeys keys;
    @LocalServerPort private int port;

    private String model;

    private static FakeS3 s3() {
        try {
            return new FakeS3();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-s3").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("oee.artefacts.place", () -> "s3://models/plant-1");
        properties.add("oee.artefacts.endpoint", S3::address);
        properties.add("oee.artefacts.access-key", () -> FakeS3.KEY);
        properties.add("oee.artefacts.secret-key", () -> FakeS3.SECRET);
    }

    @BeforeEach
    void administrator() {
        model = "stored-" + ++named;
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ada", "ROLE_ADMIN"));
    }

    @AfterEach
    void asBefore() {
        S3.answering = 0;
        S3.reason = "Unavailable";
        SecurityContextHolder.clearContext();
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private NewVersion version(String content) {
        return ServingFixtures.of(model, new NewFile("model.json", bytes(content)));
    }

    private static String path(Digest digest) {
        return "/models/plant-1/%s/%s".formatted(digest.hex().substring(0, 2), digest.hex());
    }

    @Test
    void bytes_lie_in_the_store_under_their_digest_and_not_in_the_database() {
        var content = "{\"v\": 1}";
        var digest = Digest.of(bytes(content));

        var id = registry.register(version(content));

        assertThat(S3.objects.get(path(digest))).isEqualTo(bytes(content));
        assertThat(database.has(digest)).isFalse();
        assertThat(registry.file(id, "model.json")).isEqualTo(bytes(content));
        assertThat(S3.refused).isEmpty();
    }

    @Test
    void what_was_changed_or_lost_there_is_not_given_out_until_it_comes_again() {
        var content = "{\"v\": 2}";
        var id = registry.register(version(content));
        var path = path(Digest.of(bytes(content)));

        S3.objects.put(path, bytes("{\"v\": 3}"));
        assertThatThrownBy(() -> registry.file(id, "model.json"))
                .isInstanceOf(RegistryProblem.Damaged.class)
                .hasMessageContaining("not given out");
        S3.objects.remove(path);
        assertThatThrownBy(() -> registry.file(id, "model.json"))
                .isInstanceOf(RegistryProblem.Damaged.class)
                .hasMessageContaining("are not in s3://models/plant-1");

        registry.register(version(content));
        assertThat(registry.file(id, "model.json")).isEqualTo(bytes(content));
    }

    @Test
    void a_store_that_is_away_says_what_to_do_and_no_version_is_made() {
        var id = registry.register(version("{\"v\": 4}"));

        S3.answering = 503;
        assertThatThrownBy(() -> registry.register(version("{\"v\": 5}")))
                .isInstanceOf(RegistryProblem.StoreAway.class)
                .hasMessageContaining("answers 503")
                .hasMessageContaining("nothing was registered. Check OEE_S3_ENDPOINT");
        assertThatThrownBy(() -> registry.file(id, "model.json"))
                .isInstanceOf(RegistryProblem.StoreAway.class);
        S3.answering = 403;
        assertThatThrownBy(() -> registry.file(id, "model.json"))
                .isInstanceOf(RegistryProblem.StoreAway.class)
                .hasMessageContaining("answers 403");
        S3.answering = 404;
        for (var code : List.of("NoSuchBucket", "NotFound")) {
            S3.reason = code;
            assertThatThrownBy(() -> registry.file(id, "model.json"))
                    .as(code)
                    .isInstanceOf(RegistryProblem.StoreAway.class)
                    .hasMessageContaining("answers 404");
        }

        S3.answering = 0;
        assertThat(versions.versions(model)).hasSize(1);
        assertThat(registry.register(version("{\"v\": 5}")).number()).isEqualTo(2);
    }

    @Test
    void doors_say_that_the_store_is_away_and_serve_again_when_it_is_back() throws Exception {
        var key = keys.open(model, Set.of(Scope.READ));
        registry.register(
                ServingFixtures.of(model, new NewFile("model.onnx", OnnxFixtures.linear(2, 3, 1))));
        var inference = "/v2/models/%s/versions/1".formatted(model);
        var file = "/api/2.0/mlflow-artifacts/artifacts/versions/%s/1/model.onnx".formatted(model);

        S3.answering = 503;
        var away = get(inference, key);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(away.body()).startsWith("{\"error\":").contains("Check OEE_S3_ENDPOINT");
        assertThat(get(file, key).statusCode()).isEqualTo(503);

        S3.answering = 0;
        assertThat(get(inference, key).statusCode()).isEqualTo(200);
        assertThat(get(file, key).statusCode()).isEqualTo(200);
    }

    @Test
    void files_go_up_and_down_by_the_artifact_proxy_and_stay_as_they_were_while_it_is_away()
            throws Exception {
        var key = keys.open(model, Set.of(Scope.ADMIN, Scope.READ));
        var file = "/api/2.0/mlflow-artifacts/artifacts/%s/model.json".formatted(model);

        var put = put(file, key, "{\"v\": 8}");
        S3.answering = 503;
        var away = put(file, key, "{\"v\": 9}");
        S3.answering = 0;
        var got = get(file, key);

        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
        assertThat(got.body()).isEqualTo("{\"v\": 8}");
        assertThat(S3.objects.get(path(Digest.of(bytes("{\"v\": 8}")))))
                .isEqualTo(bytes("{\"v\": 8}"));
    }

    private HttpResponse<String> get(String path, String key) throws Exception {
        return send(request(path, key));
    }

    private HttpResponse<String> put(String path, String key, String content) throws Exception {
        return send(request(path, key).PUT(BodyPublishers.ofString(content)));
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    @Test
    void what_the_database_held_before_stays_readable_and_comes_back_to_it() {
        var before = bytes("{\"v\": 6}");
        var after = bytes("{\"v\": 7}");
        database.keep(Digest.of(before), before);
        artefacts.keep("model.json", after);

        assertThat(artefacts.fetch(Digest.of(before))).isEqualTo(before);

        // As if the store were left out again: what comes again is kept here as well.
        assertThat(database.fetch(Digest.of(after))).isEmpty();
        database.keep(Digest.of(after), after);
        assertThat(database.fetch(Digest.of(after))).hasValue(after);
    }
}
