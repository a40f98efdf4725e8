package io.oeeanalytics.advisor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrieveCommandTest {
    private static final String DOCS =
            """
            {"id":"d1","title":"Glue","text":"Warm the glue to 180 degrees."}
            {"id":"d2","title":"Pallets","text":"Twelve boxes make a layer.\\n\\nA pallet has five."}

            {"id":"d3","text":"The guard door must be closed."}
            {"id":"d4","title":"Only a title","text":""}
            {"id":"d5","text":" "}
            """;

    @TempDir private Path folder = Path.of("");

    private record Outcome(int code, String err, List<String> rows) {}

    private Outcome run(String docs, String queries, String... more) throws IOException {
        Path out = folder.resolve("run.tsv");
        Files.deleteIfExists(out);
        var err = new StringWriter();
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--docs", write("docs.jsonl", docs).toString(),
                                "--queries", write("queries.tsv", queries).toString(),
                                "--out", out.toString()));
        var others = List.of(more);
        others.stream().filter(arguments::contains).forEach(name -> remove(arguments, name));
        arguments.addAll(others);
        int code =
                RetrieveCommand.run(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        arguments.toArray(String[]::new));
        return new Outcome(
                code, err.toString(), Files.exists(out) ? Files.readAllLines(out) : List.of());
    }

    private static void remove(List<String> arguments, String option) {
        int place = arguments.indexOf(option);
        arguments.subList(place, place + 2).clear();
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void each_query_gets_each_document_once_best_first() throws IOException {
        var outcome = run(DOCS, "q1\tHow hot is the adhesive?\nq2\tboxes on a pallet\n");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.rows()).hasSize(8);
        assertThat(outcome.rows().getFirst()).startsWith("q1\td1\t1\t");
        assertThat(outcome.rows().get(4)).startsWith("q2\td2\t1\t");
        assertThat(outcome.rows().stream().limit(4).map(row -> row.split("\t")[1]))
                .containsExactlyInAnyOrder("d1", "d2", "d3", "d4");
        assertThat(outcome.rows().stream().map(row -> row.split("\t")[2]))
                .containsExactly("1", "2", "3", "4", "1", "2", "3", "4");
        assertThat(outcome.rows().stream().limit(4).map(row -> Double.valueOf(row.split("\t")[3])))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void a_mark_at_the_beginning_is_no_part_of_a_file() throws IOException {
        var outcome = run("\uFEFF" + DOCS, "\uFEFFq1\tglue\n", "--k", "1");

        assertThat(outcome.rows()).hasSize(1).first().asString().startsWith("q1\td1\t1\t");
    }

    @Test
    void what_is_no_utf_8_is_told() throws IOException {
        Path latin = Files.write(folder.resolve("latin.jsonl"), new byte[] {(byte) 0xE4, '\n'});

        assertThat(run(DOCS, "q\tx\n", "--docs", latin.toString()).err())
                .contains("latin.jsonl is not UTF-8");
    }

    @Test
    void no_more_are_told_than_asked_for() throws IOException {
        assertThat(run(DOCS, "q1\tglue\n", "--k", "2").rows()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"id\":\"a\",\"text\":\"x\"}~no' | 'q~' | queries.tsv, line 1: a query is",
                "'{\"id\":\"a\",\"text\":\"x\"}~no' | 'q\tx~' | docs.jsonl, line 2: not a JSON object",
                "'[1]' | 'q\tx~' | docs.jsonl, line 1: not a JSON object",
                "'{\"id\":7,\"text\":\"x\"}' | 'q\tx~' | docs.jsonl, line 1: \"id\" must be there, as a text",
                "'{\"id\":\"a\\tb\",\"text\":\"x\"}' | 'q\tx~' | docs.jsonl, line 1: the id holds a tab",
                "'{\"id\":\"a\"}' | 'q\tx~' | docs.jsonl, line 1: \"text\" must be there, as a text",
                "'{\"id\":\"a\",\"text\":\"x\"}~~{\"id\":\"a\",\"text\":\"y\"}' | 'q\tx~' | docs.jsonl, line 3: the id a came before",
                "'{\"id\":\"a\",\"text\":\"x\"}' | 'q\tx~q\ty~' | queries.tsv, line 2: the id q came before",
            })
    void a_file_at_fault_is_told_by_line_and_nothing_is_written(
            String docs, String queries, String words) throws IOException {
        var outcome = run(docs.replace('~', '\n'), queries.replace('~', '\n'));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(words);
        assertThat(outcome.rows()).isEmpty();
    }

    @Test
    void wrong_use_is_told() throws IOException {
        assertThat(run(DOCS, "q\tx\n", "--k", "0").err()).contains("--k must be 1 or more");
        assertThat(run(DOCS, "q\tx\n", "--k", "2000000000").err()).contains("100000 or less");
        var nowhere = run(DOCS, "q\tx\n", "--out", folder.resolve("no/such/run.tsv").toString());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("run.tsv cannot be written");
    }
}
