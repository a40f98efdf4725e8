package io.oeeanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A setting that nobody passes on does nothing in production, and says nothing of it. */
class SettingsPassedTest {
    /** Variable names of {@code ${NAME:default}}. */
    private static final Pattern ASKED = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]");

    /** Those that no installation sets, and why. */
    private static final Map<String, String> DEVELOPMENT_ONLY =
            Map.of(
                    "OEE_DEMO_SEED", "the demo plant",
                    "OEE_DEMO_SPEED", "the demo plant",
                    "OEE_SECRETS", "the folder where both mount secrets is the default",
                    "AWS_SESSION_TOKEN", "lasts some hours; an installation has a key that stays");

    /** Those that are right for every container of the image. */
    private static final Set<String> OF_THE_IMAGE = Set.of("OEE_DATA");

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What application*.yaml and our classes ask the environment for. */
    private static Set<String> asked() throws IOException {
        var asked = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main"))) {
            files.filter(
                            file ->
                                    file.getFileName().toString().matches("application.*\\.yaml")
                                            || file.toString().endsWith(".java"))
                    .map(SettingsPassedTest::text)
                    .forEach(
                            text ->
                                    ASKED.matcher(text)
                                            .results()
                                            .forEach(found -> asked.add(found.group(1))));
        }
        assertThat(asked).contains("OEE_SESSION_HOURS", "DATABASE_URL").hasSizeGreaterThan(40);
        return asked;
    }

    private static Set<String> installed() throws IOException {
        var installed = new TreeSet<>(asked());
        assertThat(installed)
                .as("nothing is listed in vain")
                .containsAll(DEVELOPMENT_ONLY.keySet());
        installed.removeAll(DEVELOPMENT_ONLY.keySet());
        return installed;
    }

    @Test
    void every_setting_is_described_where_whoever_runs_it_looks() throws IOException {
        var page = text(Path.of("src/docs/deployment.md"));

        assertThat(installed()).allMatch(name -> page.contains("`" + name + "`"));
    }

    @Test
    void compose_passes_every_setting_to_those_who_need_it() throws IOException {
        Map<String, Object> compose =
                new Yaml().load(text(Path.of("docker-compose.production.yml")));
        var passed = new TreeSet<String>();
        for (var name : List.of("app1", "worker", "migrate")) {
            var service = map(map(compose.get("services")).get(name));
            passed.addAll(map(service.get("environment")).keySet());
            for (var secret : (List<?>) service.getOrDefault("secrets", List.of())) {
                passed.add(String.valueOf(map(secret).get("target")));
            }
        }

        assertThat(passed).containsAll(installed());
    }

    @Test
    void kubernetes_passes_every_setting_to_those_who_need_it() throws IOException {
        var passed = new TreeSet<>(OF_THE_IMAGE);
        for (var document : documents("settings.yaml").toList()) {
            passed.addAll(map(document.get("data")).keySet());
        }
        for (var file : List.of("web.yaml", "worker.yaml")) {
            passed.addAll(variables(text(Path.of("k8s/base", file))));
        }
        passed.addAll(secrets());
        var maps =
                documents("settings.yaml")
                        .map(document -> map(document.get("metadata")).get("name"))
                        .toList();

        assertThat(passed).containsAll(installed());
        assertThat(text(Path.of("k8s/base/worker.yaml")))
                .contains(maps.stream().map(name -> "name: " + name).toList());
        assertThat(text(Path.of("Dockerfile")))
                .contains(OF_THE_IMAGE.stream().map(name -> name + "=/").toList());
    }

    private static Set<String> variables(String manifest) {
        return Pattern.compile("- name: ([A-Z][A-Z0-9_]+)\n")
                .matcher(manifest)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** Files of the Secrets, as the README has them made. */
    private static Set<String> secrets() {
        var readme = text(Path.of("k8s/README.md"));
        return Stream.of("secrets/([A-Z][A-Z0-9_]+)", "and ([A-Z0-9_, ]+) where they are used")
                .flatMap(form -> Pattern.compile(form).matcher(readme).results())
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .collect(Collectors.toSet());
    }

    private static Stream<Map<String, Object>> documents(String file) {
        return StreamSupport.stream(
                        new Yaml().loadAll(text(Path.of("k8s/base", file))).spliterator(), false)
                .map(SettingsPassedTest::map);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }
}
