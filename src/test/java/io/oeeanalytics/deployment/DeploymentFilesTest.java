package io.oeeanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What production is made of, held against schemas and house rules without a container engine. */
class DeploymentFilesTest {
    private static final Path SCHEMAS = Path.of("src/test/resources/schemas");
    private static final Set<String> MONITORING = Set.of("prometheus", "alertmanager", "grafana");

    private final JsonNode compose = documents(Path.of("docker-compose.production.yml")).getFirst();

    private static List<JsonNode> documents(Path file) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        try {
            return StreamSupport.stream(
                            new Yaml(new SafeConstructor(options))
                                    .loadAll(Files.readString(file))
                                    .spliterator(),
                            false)
                    .map(one -> JsonMapper.shared().<JsonNode>valueToTree(one))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Error> faults(SpecificationVersion dialect, Path schema, JsonNode document)
            throws IOException {
        return SchemaRegistry.withDefaultDialect(dialect)
                .getSchema(JsonMapper.shared().readTree(Files.readString(SCHEMAS.resolve(schema))))
                .validate(document);
    }

    private List<Map.Entry<String, JsonNode>> services() {
        return List.copyOf(compose.path("services").properties());
    }

    @Test
    void the_compose_file_is_one_by_its_specification() throws IOException {
        assertThat(
                        faults(
                                SpecificationVersion.DRAFT_2019_09,
                                Path.of("compose-spec.json"),
                                compose))
                .isEmpty();
    }

    @Test
    void every_service_has_limits_a_health_check_and_no_more_rights_than_it_needs() {
        var lacking = new ArrayList<String>();
        for (var service : services()) {
            var one = service.getValue();
            boolean once = "no".equals(one.path("restart").asString(""));
            check(
                    one.at("/deploy/resources/limits/memory").isString(),
                    service,
                    "a limit of memory",
                    lacking);
            check(
                    one.at("/deploy/resources/limits/cpus").isString(),
                    service,
                    "a limit of processors",
                    lacking);
            check(once || one.has("healthcheck"), service, "a health check", lacking);
            check(
                    one.path("read_only").asBoolean(false),
                    service,
                    "a read-only file system",
                    lacking);
            check(
                    one.path("cap_drop").toString().contains("ALL"),
                    service,
                    "all capabilities dropped",
                    lacking);
            check(
                    one.path("security_opt").toString().contains("no-new-privileges"),
                    service,
                    "no new privileges",
                    lacking);
            check(one.has("logging"), service, "a limit of its log", lacking);
            check(
                    !one.path("image").asString("").endsWith("latest}"),
                    service,
                    "an exact tag",
                    lacking);
        }
        assertThat(lacking).isEmpty();
    }

    private static void check(
            boolean has, Map.Entry<String, JsonNode> service, String what, List<String> lacking) {
        if (!has) {
            lacking.add(service.getKey() + " lacks " + what);
        }
    }

    @Test
    void only_the_proxy_is_reachable_from_outside() {
        for (var service : services()) {
            for (var port : service.getValue().path("ports")) {
                boolean ofThisHost = port.asString("").startsWith("127.0.0.1:");
                assertThat(service.getKey().equals("nginx") || ofThisHost)
                        .as(service.getKey() + " publishes " + port)
                        .isTrue();
            }
        }
        assertThat(compose.at("/networks/back/internal").asBoolean(false)).isTrue();
        assertThat(compose.at("/services/postgres/networks").toString()).isEqualTo("[\"back\"]");
    }

    @Test
    void no_secret_stands_in_a_file_or_an_environment() {
        for (var service : services()) {
            for (var setting : service.getValue().path("environment").properties()) {
                boolean secret = setting.getKey().matches("(?i).*(PASSWORD|SECRET|TOKEN|API_KEY)$");
                assertThat(secret).as(service.getKey() + " " + setting.getKey()).isFalse();
            }
        }
        for (var secret : compose.path("secrets").properties()) {
            assertThat(secret.getValue().path("file").asString("")).startsWith("./secrets/");
        }
    }

    @Test
    void what_serves_starts_when_the_database_is_well_and_its_tables_are_right() {
        for (var name : List.of("app1", "app2", "worker")) {
            var needs = compose.at("/services/" + name + "/depends_on");
            assertThat(needs.at("/postgres/condition").asString()).isEqualTo("service_healthy");
            assertThat(needs.at("/migrate/condition").asString())
                    .isEqualTo("service_completed_successfully");
            assertThat(compose.at("/services/" + name + "/environment/OEE_MIGRATE").asString())
                    .isEqualTo("false");
        }
        // Only who migrates knows the owner's password.
        for (var service : services()) {
            boolean knows =
                    service.getValue()
                            .path("secrets")
                            .toString()
                            .contains("DATABASE_MIGRATE_PASSWORD");
            if (knows) {
                assertThat(service.getKey()).isIn("migrate", "postgres");
            }
        }
        assertThat(services().stream().map(Map.Entry::getKey)).containsAll(MONITORING);
    }

    @Test
    void versions_in_the_image_and_the_compose_file_are_the_projects() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var version =
                pom.replaceFirst(
                        "(?s).*?<artifactId>oee-analytics</artifactId>\\s*<version>([^<]+)<.*",
                        "$1");

        assertThat(Files.readString(Path.of("Dockerfile"))).contains(version);
        assertThat(Files.readString(Path.of("docker-compose.production.yml")))
                .contains("${OEE_VERSION:-" + version + "}");
    }

    @Test
    void the_image_runs_as_nobody_in_particular_and_says_how_it_is() throws IOException {
        var lines = Files.readAllLines(Path.of("Dockerfile"));

        assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK"));
        assertThat(lines.stream().filter(line -> line.startsWith("USER ")).reduce((a, b) -> b))
                .contains("USER 10001:10001");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ARG") && line.contains("IMAGE="))
                .allMatch(line -> line.matches(".*:[^:]*[0-9].*"), "an exact tag");
        assertThat(lines)
                .noneMatch(line -> line.matches("(?i)^(ENV|ARG).*(PASSWORD|SECRET|TOKEN)=.*"));
    }

    @Test
    void the_manifests_of_kubernetes_are_ones_by_its_schema() throws IOException {
        var kinds = new TreeSet<String>();
        try (var files = Files.walk(Path.of("k8s"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml"))
                            .filter(one -> !one.toString().contains("/monitoring/"))
                            .filter(one -> !one.endsWith("kustomization.yaml"))
                            .toList()) {
                for (var document : documents(file)) {
                    // What an overlay only changes is no whole manifest.
                    if (document.path("kind").isMissingNode()
                            || file.toString().contains("overlays")) {
                        continue;
                    }
                    kinds.add(document.path("kind").asString());
                    assertThat(
                                    faults(
                                            SpecificationVersion.DRAFT_7,
                                            Path.of("kubernetes/kubernetes-1.30.json"),
                                            document))
                            .as(file + " " + document.at("/metadata/name"))
                            .isEmpty();
                }
            }
        }
        assertThat(kinds)
                .contains(
                        "Deployment",
                        "Service",
                        "Ingress",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget",
                        "NetworkPolicy",
                        "CronJob");
    }
}
