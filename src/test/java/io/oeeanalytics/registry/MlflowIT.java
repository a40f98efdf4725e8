package io.oeeanalytics.registry;

import static io.oeeanalytics.registry.RegistryFixtures.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MLflow's own client against the registry. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MlflowIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static int named;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    @Autowired private Registry registry;
    @Autowired private Aliases aliases;

    private final HttpClient http = HttpClient.newHttpClient();
    private String model;
    private String adminKey;
    private String readKey;
    private MlflowClient admin;
    private MlflowClient reader;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-mlflow").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("oee.registry.largest-file-mb", () -> 1);
    }

    @BeforeEach
    void clients() {
        model = "press-" + ++named;
        adminKey = key(Scope.ADMIN);
        readKey = key(Scope.READ);
        admin = new MlflowClient(new BasicMlflowHostCreds(address(), adminKey));
        // As MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.
        reader = new MlflowClient(new BasicMlflowHostCreds(address(), "anybody", readKey));
    }

    private String address() {
        return "http://localhost:" + port;
    }

    private String key(Scope scope) {
        asAdministrator();
        try {
            return keys.open("mlflow %s %d".formatted(scope, ++named), Set.of(scope));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static void asAdministrator() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ada", "ROLE_ADMIN"));
    }

    private record Answer(int status, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(bytes);
        }

        String code() {
            return json().path("error_code").asString("");
        }
    }

    private Answer send(String key, String method, String path, byte[] body) {
        var request =
                HttpRequest.newBuilder(URI.create(address() + "/api/2.0/" + path))
                        .header("Authorization", "Bearer " + key)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer admin(String method, String path, String body) {
        return send(
                adminKey, method, path, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private Answer put(String path, String content) {
        return send(
                adminKey,
                "PUT",
                "mlflow-artifacts/artifacts/" + path,
                content.getBytes(StandardCharsets.UTF_8));
    }

    private void create() {
        admin.sendPost("registered-models/create", "{\"name\": \"%s\"}".formatted(model));
    }

    /** A model uploaded as clients do it: its files, then its version. */
    private ModelVersion upload(String content) {
        var folder = "%s/%d/artifacts/model".formatted(model, ++named);
        assertThat(put(folder + "/MLmodel", "flavors:\n  oee: {}\n").status()).isEqualTo(200);
        assertThat(put(folder + "/data/model.json", content).status()).isEqualTo(200);
        var answer =
                admin.sendPost(
                        "model-versions/create",
                        "{\"name\": \"%s\", \"source\": \"mlflow-artifacts:/%s\", \"run_id\": \"run%d\", \"tags\": [{\"key\": \"team\", \"value\": \"a\"}], \"unknown\": 1}"
                                .formatted(model, folder, named));
        return reader.getModelVersion(
                model, JSON.readTree(answer).path("model_version").path("version").asString());
    }

    @Test
    void what_a_client_uploads_it_reads_again() {
        create();

        var version = upload("{\"alpha\": 0.5}");

        assertThat(version.getVersion()).isEqualTo("1");
        assertThat(version.getStatus()).isEqualTo(ModelVersionStatus.READY);
        assertThat(version.getCurrentStage()).isEqualTo("None");
        assertThat(version.getTags(0).getKey()).isEqualTo("team");
        assertThat(version.getRunId()).startsWith("run");
        assertThat(version.getCreationTimestamp()).isPositive();
        assertThat(reader.getRegisteredModel(model).getLatestVersions(0).getVersion())
                .isEqualTo("1");
        var uri = reader.getModelVersionDownloadUri(model, "1");
        assertThat(uri).isEqualTo("mlflow-artifacts:/versions/%s/1".formatted(model));
        var path = uri.substring("mlflow-artifacts:/".length());
        var listed = read("mlflow-artifacts/artifacts?path=" + path);
        assertThat(listed.text())
                .isEqualTo(
                        "{\"files\":[{\"path\":\"MLmodel\",\"is_dir\":false,\"file_size\":19},{\"path\":\"data\",\"is_dir\":true}]}");
        assertThat(read("mlflow-artifacts/artifacts?path=%s/data".formatted(path)).text())
                .contains("model.json");
        assertThat(read("mlflow-artifacts/artifacts/%s/data/model.json".formatted(path)).text())
                .isEqualTo("{\"alpha\": 0.5}");
    }

    private Answer read(String path) {
        return send(readKey, "GET", path, new byte[0]);
    }

    @Test
    void a_version_keeps_its_files_when_their_upload_is_replaced_or_deleted() {
        create();
        put("mine/model.json", "{\"v\": 1}");
        var create = "{'name': '%s', 'source': 'mlflow-artifacts:/mine'}".formatted(model);
        assertThat(admin("POST", "mlflow/model-versions/create", create).status()).isEqualTo(200);

        put("mine/model.json", "{\"v\": 2}");
        assertThat(admin("DELETE", "mlflow-artifacts/artifacts/mine", "").status()).isEqualTo(200);

        assertThat(read("mlflow-artifacts/artifacts/mine/model.json").status()).isEqualTo(404);
        var kept = "mlflow-artifacts/artifacts/versions/%s/1/model.json".formatted(model);
        assertThat(read(kept).text()).isEqualTo("{\"v\": 1}");
        assertThat(admin("PUT", kept, "{}").code()).isEqualTo("PERMISSION_DENIED");
        assertThat(admin("DELETE", kept, "").code()).isEqualTo("PERMISSION_DENIED");
        var copy =
                admin(
                        "POST",
                        "mlflow/model-versions/create",
                        "{'name': '%s', 'source': 'models:/%s/1'}".formatted(model, model));
        assertThat(copy.json().path("model_version").path("version").asString()).isEqualTo("2");
        assertThat(admin("POST", "mlflow/model-versions/create", create).code())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void searches_are_filtered_ordered_and_come_in_pages() {
        create();
        for (int i = 0; i < 5; i++) {
            upload("{\"alpha\": 0.%d}".formatted(i));
        }

        var page =
                reader.searchModelVersions(
                        "name = '%s'".formatted(model), 2, List.of("version_number DESC"));
        var seen = new ArrayList<String>();
        page.getItems().forEach(one -> seen.add(one.getVersion()));
        while (page.hasNextPage()) {
            page = (org.mlflow.tracking.ModelVersionsPage) page.getNextPage();
            page.getItems().forEach(one -> seen.add(one.getVersion()));
        }

        assertThat(seen).containsExactly("5", "4", "3", "2", "1");
        assertThat(
                        reader.searchModelVersions(
                                        "run_id = '%s' AND tags.team = 'a'"
                                                .formatted(
                                                        reader.getModelVersion(model, "3")
                                                                .getRunId()))
                                .getItems())
                .extracting(ModelVersion::getVersion)
                .containsExactly("3");
        assertThat(
                        reader.searchModelVersions(
                                        "name = '%s' and version_number >= 4".formatted(model))
                                .getItems())
                .hasSize(2);
        assertThat(reader.getLatestVersions(model))
                .extracting(ModelVersion::getVersion)
                .containsExactly("5");
        assertThat(reader.getLatestVersions(model, List.of("Production"))).isEmpty();
        assertThat(models("name LIKE 'PRESS-%'")).isEmpty();
        assertThat(models("name ILIKE 'PRESS-%'")).contains(model);
        assertThat(models("name = '%s'".formatted(model))).containsExactly(model);
    }

    private List<String> models(String filter) {
        var answer =
                reader.sendGet(
                        "registered-models/search?filter="
                                + java.net.URLEncoder.encode(filter, StandardCharsets.UTF_8));
        return JSON.readTree(answer)
                .path("registered_models")
                .valueStream()
                .map(one -> one.path("name").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = ",
                "name = 'a' OR name = 'b'",
                "name = 'a' AND",
                "owner = 'a'",
                "name = 'a'; drop table registry.model",
                "version_number > 'x'"
            })
    void a_filter_that_cannot_be_read_is_refused(String filter) {
        var answer =
                read(
                        "mlflow/model-versions/search?filter="
                                + java.net.URLEncoder.encode(filter, StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void words_tags_and_free_aliases_are_set_and_taken_away() {
        create();
        upload("{\"alpha\": 0.5}");

        admin.sendPatch(
                "registered-models/update",
                "{\"name\": \"%s\", \"description\": \"# A\"}".formatted(model));
        admin.sendPatch(
                "model-versions/update",
                "{\"name\": \"%s\", \"version\": \"1\", \"description\": \"B\"}".formatted(model));
        admin.sendPost(
                "registered-models/set-tag",
                "{\"name\": \"%s\", \"key\": \"k\", \"value\": \"v\"}".formatted(model));
        admin.sendPost(
                "model-versions/set-tag",
                "{\"name\": \"%s\", \"version\": 1, \"key\": \"k\", \"value\": \"v\"}"
                        .formatted(model));
        admin.sendPost(
                "registered-models/alias",
                "{\"name\": \"%s\", \"alias\": \"night\", \"version\": \"1\"}".formatted(model));

        var told = reader.getRegisteredModel(model);
        assertThat(told.getDescription()).isEqualTo("# A");
        assertThat(told.getTags(0).getValue()).isEqualTo("v");
        assertThat(told.getAliases(0).getAlias()).isEqualTo("night");
        assertThat(reader.getModelVersion(model, "1").getDescription()).isEqualTo("B");
        assertThat(reader.getModelVersion(model, "1").getAliasesList()).containsExactly("night");
        assertThat(
                        admin(
                                        "DELETE",
                                        "mlflow/registered-models/alias",
                                        "{'name': '%s', 'alias': 'night'}".formatted(model))
                                .status())
                .isEqualTo(200);
        assertThat(
                        read("mlflow/registered-models/alias?name=%s&alias=night".formatted(model))
                                .code())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST");
        assertThat(
                        admin(
                                        "DELETE",
                                        "mlflow/registered-models/delete-tag",
                                        "{'name': '%s', 'key': 'k'}".formatted(model))
                                .status())
                .isEqualTo(200);
        assertThat(
                        admin(
                                        "DELETE",
                                        "mlflow/model-versions/delete-tag",
                                        "{'name': '%s', 'version': '1', 'key': 'team'}"
                                                .formatted(model))
                                .status())
                .isEqualTo(200);
        assertThat(reader.getRegisteredModel(model).getTagsCount()).isZero();
    }

    @Test
    void a_champion_set_from_outside_comes_through_the_same_gates() {
        registry.register(version(model, 0.04));
        registry.register(version(model, 0.07));
        create(model, "1");
        assertThat(
                        JSON.readTree(
                                        reader.sendGet(
                                                "registered-models/alias?name=%s&alias=champion"
                                                        .formatted(model)))
                                .path("model_version")
                                .path("version")
                                .asString())
                .isEqualTo("1");

        assertThatThrownBy(() -> create(model, "2"))
                .isInstanceOfSatisfying(
                        MlflowHttpException.class,
                        refused -> {
                            assertThat(refused.getStatusCode()).isEqualTo(403);
                            assertThat(refused.getBodyMessage())
                                    .contains("PERMISSION_DENIED")
                                    .contains("against the champion")
                                    .contains("against the baseline naive");
                        });
        assertThat(reader.getRegisteredModel(model).getAliases(0).getVersion()).isEqualTo("1");
        var taken =
                admin(
                        "DELETE",
                        "mlflow/registered-models/alias",
                        "{'name': '%s', 'alias': 'champion'}".formatted(model));
        assertThat(taken.code()).isEqualTo("PERMISSION_DENIED");
        assertThat(taken.text()).contains("needs a reason");
        var shouted =
                admin(
                        "POST",
                        "mlflow/registered-models/alias",
                        "{'name': '%s', 'alias': 'CHAMPION', 'version': '2'}".formatted(model));
        assertThat(shouted.code()).isEqualTo("INVALID_PARAMETER_VALUE");
        asAdministrator();
        assertThat(aliases.history(model)).hasSize(1);
        SecurityContextHolder.clearContext();
    }

    private void create(String name, String number) {
        admin.sendPost(
                "registered-models/alias",
                "{\"name\": \"%s\", \"alias\": \"champion\", \"version\": \"%s\"}"
                        .formatted(name, number));
    }

    @Test
    void a_key_that_reads_changes_nothing_and_a_stranger_sees_nothing() {
        create();
        var body = "{\"name\": \"other\"}".getBytes(StandardCharsets.UTF_8);

        var lacking = send(readKey, "POST", "mlflow/registered-models/create", body);
        var unknown = send("oee_unknown", "GET", "mlflow/registered-models/search", new byte[0]);
        var ingest = send(key(Scope.INGEST), "GET", "mlflow/registered-models/search", new byte[0]);

        assertThat(lacking.status()).isEqualTo(403);
        assertThat(lacking.code()).isEqualTo("PERMISSION_DENIED");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(ingest.status()).isEqualTo(403);
        assertThat(send(readKey, "PUT", "mlflow-artifacts/artifacts/x/m.json", body).status())
                .isEqualTo(403);
        assertThat(send(readKey, "DELETE", "mlflow-artifacts/artifacts/x", body).status())
                .isEqualTo(403);
        assertThat(
                        send(
                                        readKey,
                                        "POST",
                                        "mlflow/registered-models/get-latest-versions",
                                        "{\"name\": \"%s\"}"
                                                .formatted(model)
                                                .getBytes(StandardCharsets.UTF_8))
                                .status())
                .isEqualTo(200);
        assertThatThrownBy(
                        () ->
                                new MlflowClient(new BasicMlflowHostCreds(address(), "a", "b"))
                                        .getRegisteredModel(model))
                .isInstanceOfSatisfying(
                        MlflowHttpException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(401));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,mlflow/registered-models/get?name=nobody,404,RESOURCE_DOES_NOT_EXIST",
        "GET,mlflow/registered-models/get,400,INVALID_PARAMETER_VALUE",
        "GET,mlflow/registered-models/get?name=..%2Fx,404,RESOURCE_DOES_NOT_EXIST",
        "GET,mlflow/model-versions/get?name=nobody&version=1,404,RESOURCE_DOES_NOT_EXIST",
        "GET,mlflow/model-versions/get?name=nobody&version=one,400,INVALID_PARAMETER_VALUE",
        "GET,mlflow/model-versions/search?page_token=zzz,400,INVALID_PARAMETER_VALUE",
        "GET,mlflow/model-versions/search?max_results=-1,400,INVALID_PARAMETER_VALUE",
        "GET,mlflow/model-versions/search?order_by=owner,400,INVALID_PARAMETER_VALUE",
        "GET,mlflow/runs/get?run_id=1,501,NOT_IMPLEMENTED",
        "GET,mlflow/experiments/get?experiment_id=0,501,NOT_IMPLEMENTED",
        "GET,mlflow/nothing,404,ENDPOINT_NOT_FOUND",
        "POST,mlflow/registered-models/rename,501,NOT_IMPLEMENTED",
        "POST,mlflow/model-versions/transition-stage,501,NOT_IMPLEMENTED"
    })
    void refusals_are_those_of_mlflow(String method, String path, int status, String code) {
        var answer = admin(method, path, "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void a_name_is_given_once_and_what_is_deleted_is_gone() {
        create();
        assertThat(
                        admin(
                                        "POST",
                                        "mlflow/registered-models/create",
                                        "{'name': '%s'}".formatted(model))
                                .code())
                .isEqualTo("RESOURCE_ALREADY_EXISTS");
        upload("{\"alpha\": 0.5}");
        var version = "{'name': '%s', 'version': '1'}".formatted(model);

        assertThat(admin("DELETE", "mlflow/model-versions/delete", version).status())
                .isEqualTo(200);
        assertThat(
                        admin(
                                        "GET",
                                        "mlflow/model-versions/get?name=%s&version=1"
                                                .formatted(model),
                                        "")
                                .status())
                .isEqualTo(404);
        assertThat(upload("{\"alpha\": 0.6}").getVersion()).isEqualTo("2");
        assertThat(admin("DELETE", "mlflow/registered-models/delete", version).status())
                .isEqualTo(200);
        assertThat(admin("GET", "mlflow/registered-models/get?name=" + model, "").status())
                .isEqualTo(404);
        assertThat(admin("POST", "mlflow/registered-models/create", "not json").code())
                .isEqualTo("MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2e%2e/%2e%2e/etc/passwd.txt",
                "a/%2e%2e/%2e%2e/x.json",
                "a%2Fb/..%2F..%2Fx.json",
                "..%5C..%5Cx.json",
                "a/.hidden/x.json",
                "a%00/x.json",
                "x.pkl",
                "x.jar"
            })
    void an_upload_that_leads_elsewhere_or_could_run_is_refused(String path) {
        var put = put(path, "{}");

        assertThat(put.status()).as(put.text()).isEqualTo(400);
        assertThat(read("mlflow-artifacts/artifacts/" + path).status()).isIn(400, 404);
    }

    @Test
    void sources_elsewhere_and_files_too_large_or_false_are_refused() {
        create();
        for (var source :
                List.of(
                        "file:///etc/passwd",
                        "s3://bucket/model",
                        "http://localhost:1/x",
                        "mlflow-artifacts://other/x",
                        "mlflow-artifacts:/../x",
                        "mlflow-artifacts:/versions/x/1",
                        "runs:/1/model",
                        "models:/a/b/c")) {
            var answer =
                    admin(
                            "POST",
                            "mlflow/model-versions/create",
                            "{'name': '%s', 'source': '%s'}".formatted(model, source));
            assertThat(answer.code()).as(source).isEqualTo("INVALID_PARAMETER_VALUE");
        }
        assertThat(put("big/model.json", "[" + " ".repeat(1024 * 1024) + "]").status())
                .isEqualTo(413);
        assertThat(put("false/model.json", "{\"a\": ").status()).isEqualTo(400);
        assertThat(
                        send(
                                        adminKey,
                                        "PUT",
                                        "mlflow-artifacts/artifacts/m/model.onnx",
                                        new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5})
                                .status())
                .isEqualTo(400);
        assertThat(admin("GET", "mlflow-artifacts/artifacts?path=..", "").status()).isEqualTo(400);
        assertThat(admin("POST", "mlflow-artifacts/mpu/create/x", "{}").status()).isEqualTo(501);
    }
}
