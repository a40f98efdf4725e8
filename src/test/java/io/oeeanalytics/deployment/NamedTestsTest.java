package io.oeeanalytics.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that says what a test proves names one that exists. */
class NamedTestsTest {
    /** {@code Class}, {@code Class#method}, {@code file.bats} or {@code file.bats: name}. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "`(?:(?<type>[A-Z]\\w+(?:Test|IT|Drill))(?:#(?<method>\\w+))?"
                            + "|(?<bats>\\w+\\.bats)(?:: (?<name>[^`]+))?)`");

    @ParameterizedTest
    @ValueSource(strings = {"security-checklist.md", "deployment.md"})
    void every_test_that_is_named_exists(String page) throws IOException {
        var sources = sources();
        var missing = new ArrayList<String>();
        var named = NAMED.matcher(Files.readString(Path.of("src/docs", page)));
        int count = 0;
        while (named.find()) {
            count++;
            var type = named.group("type");
            boolean found =
                    type != null
                            ? exists(sources, type + ".java", method(named.group("method")))
                            : exists(sources, named.group("bats"), test(named.group("name")));
            if (!found) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(count).as("tests named there").isGreaterThan(10);
    }

    private static String method(@Nullable String name) {
        return name == null ? "" : "void " + name + "(";
    }

    private static String test(@Nullable String name) {
        return name == null ? "" : "@test \"" + name + "\"";
    }

    private static boolean exists(Map<String, String> sources, String file, String within) {
        var text = sources.get(file);
        return text != null && text.contains(within);
    }

    /** By the name of the file; of two there would be one too many to be named so. */
    private static Map<String, String> sources() {
        var all = new TreeMap<String, String>();
        for (var folder : List.of(Path.of("src/test/java"), Path.of("src/test/production"))) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().matches(".*\\.(java|bats)"))
                        .forEach(
                                file ->
                                        all.merge(
                                                file.getFileName().toString(),
                                                text(file),
                                                String::concat));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
