package io.oeeanalytics.advisor.planner;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** What lines do, by the words people have for it: the paint shop is the Lackiererei too. */
final class Processes {
    private static final String NAME = "/planner/processes.properties";
    private static final List<Process> ALL = read();

    private Processes() {}

    /**
     * @param words whole, or their beginnings
     */
    private record Process(String name, List<String> words, List<String> beginnings) {
        boolean isCalled(String word) {
            return words.contains(word) || beginnings.stream().anyMatch(word::startsWith);
        }
    }

    private static List<Process> read() {
        var lists = new Properties();
        try (var text = Processes.class.getResourceAsStream(NAME)) {
            if (text == null) {
                throw new IllegalStateException("The words of processes are missing: " + NAME);
            }
            lists.load(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lists.stringPropertyNames().stream()
                .map(
                        name -> {
                            var words = Arrays.asList(lists.getProperty(name).split(";", -1));
                            return new Process(
                                    name,
                                    words.stream().filter(word -> !word.endsWith("*")).toList(),
                                    words.stream()
                                            .filter(word -> word.endsWith("*"))
                                            .map(word -> word.substring(0, word.length() - 1))
                                            .toList());
                        })
                .toList();
    }

    /**
     * @param word as {@link Plain} gives it
     */
    static Set<String> of(String word) {
        return ALL.stream()
                .filter(process -> process.isCalled(word))
                .map(Process::name)
                .collect(Collectors.toSet());
    }
}
