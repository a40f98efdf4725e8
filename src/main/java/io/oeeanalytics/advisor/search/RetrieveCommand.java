package io.oeeanalytics.advisor.search;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * {@code java -jar oee-analytics.jar retrieve}: the retrieval of the product over a collection of
 * one's own, to measure it.
 */
@Command(
        name = "retrieve",
        description =
                "Finds the documents of a collection that answer questions, as the product does.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The documents are one JSON object a line, {\"id\",\"title\",\"text\"}; the title may be"
                    + " left out. The queries are query_id<TAB>text, one a line.",
            "",
            "The output is query_id<TAB>doc_id<TAB>rank<TAB>score, without a head, ranks from 1 and"
                    + " the best first. A score is comparable within its query only.",
            "",
            "Ends with 0, or with 2 and the line at fault when nothing was written."
        })
public final class RetrieveCommand implements Callable<Integer> {
    private static final int MOST = 100_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--docs", paramLabel = "FILE", required = true, description = "The documents.")
    private Path docs = Path.of("");

    @Option(names = "--queries", paramLabel = "FILE", required = true, description = "The queries.")
    private Path queries = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write.")
    private Path out = Path.of("");

    @Option(
            names = "--k",
            paramLabel = "K",
            description = "Documents to find for each query, ${DEFAULT-VALUE} if left out.")
    private int most = 100;

    /**
     * @return 0 when all is written, 2 for wrong use or a file that cannot be read
     */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    /** With its words going elsewhere. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return line().setOut(out).setErr(err).execute(arguments);
    }

    private static CommandLine line() {
        return new CommandLine(new RetrieveCommand());
    }

    @Override
    public Integer call() throws IOException {
        if (most < 1) {
            throw wrong("--k must be 1 or more.");
        }
        if (most > MOST) {
            throw wrong("--k must be %d or less.".formatted(MOST));
        }
        var into = out.toAbsolutePath().getParent();
        if (into == null || !Files.isWritable(into) || Files.isDirectory(out)) {
            throw wrong("%s cannot be written.".formatted(out));
        }
        var asked = questions();
        var folder = Files.createTempDirectory("oee-retrieve");
        try (var collection = new CollectionIndex(folder)) {
            index(collection);
            answer(collection, asked);
            return 0;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void index(CollectionIndex collection) throws IOException {
        var ids = new HashSet<String>();
        try (var lines = open(docs)) {
            int number = 0;
            for (String line = next(lines, docs); line != null; line = next(lines, docs)) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                var document = document(line, number);
                String id = text(document, "id", number);
                if (!ids.add(id)) {
                    throw wrong(
                            "%s, line %d: the id %s came before; ids must differ."
                                    .formatted(docs, number, id));
                }
                if (id.codePoints().anyMatch(Character::isISOControl)) {
                    throw wrong(
                            "%s, line %d: the id holds a tab or an end of a line."
                                    .formatted(docs, number));
                }
                collection.add(
                        id, document.path("title").asString(""), text(document, "text", number));
            }
        }
        collection.end();
    }

    /** Asked first, so that a fault in them is told before the documents are indexed. */
    private Map<String, String> questions() throws IOException {
        Map<String, String> asked = new LinkedHashMap<>();
        try (var lines = open(queries)) {
            int number = 0;
            for (String line = next(lines, queries); line != null; line = next(lines, queries)) {
                number++;
                if (line.isBlank() || (number == 1 && line.equals("query_id\ttext"))) {
                    continue;
                }
                int tab = line.indexOf('\t');
                if (tab < 1) {
                    throw wrong(
                            "%s, line %d: a query is query_id<TAB>text, and this line has no tab."
                                    .formatted(queries, number));
                }
                if (asked.put(line.substring(0, tab), line.substring(tab + 1)) != null) {
                    throw wrong(
                            "%s, line %d: the id %s came before; ids must differ."
                                    .formatted(queries, number, line.substring(0, tab)));
                }
            }
        }
        return asked;
    }

    private void answer(CollectionIndex collection, Map<String, String> asked) throws IOException {
        try (var file = Files.newBufferedWriter(out)) {
            for (var query : asked.entrySet()) {
                int rank = 0;
                for (var found : collection.find(query.getValue(), most).entrySet()) {
                    rank++;
                    file.write(
                            String.join(
                                            "\t",
                                            query.getKey(),
                                            found.getKey(),
                                            Integer.toString(rank),
                                            found.getValue().toString())
                                    + "\n");
                }
            }
        }
    }

    private JsonNode document(String line, int number) {
        try {
            var document = JSON.readTree(line);
            if (document.isObject()) {
                return document;
            }
        } catch (JacksonException e) {
            // told below
        }
        throw wrong(
                "%s, line %d: not a JSON object; each line is {\"id\",\"title\",\"text\"}."
                        .formatted(docs, number));
    }

    private String text(JsonNode document, String field, int number) {
        var value = document.get(field);
        if (value == null || !value.isString()) {
            throw wrong(
                    "%s, line %d: \"%s\" must be there, as a text.".formatted(docs, number, field));
        }
        return value.stringValue();
    }

    private BufferedReader open(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw wrong("%s cannot be read.".formatted(file));
        }
        var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        lines.mark(1);
        try {
            // Editors of Windows mark the beginning.
            if (lines.read() != '\uFEFF') {
                lines.reset();
            }
            return lines;
        } catch (CharacterCodingException e) {
            lines.close();
            throw notText(file);
        }
    }

    private @Nullable String next(BufferedReader lines, Path file) throws IOException {
        try {
            return lines.readLine();
        } catch (CharacterCodingException e) {
            throw notText(file);
        }
    }

    private ParameterException notText(Path file) {
        return wrong("%s is not UTF-8.".formatted(file));
    }

    private ParameterException wrong(String words) {
        return new ParameterException(requireNonNull(spec).commandLine(), words);
    }
}
