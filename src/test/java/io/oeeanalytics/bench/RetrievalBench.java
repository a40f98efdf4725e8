package io.oeeanalytics.bench;

import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.search.RetrievalTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.ObjectMapper;

/**
 * Documents indexed a second and the time of a query: the bars are 70 and 30 ms. Over made-up
 * abstracts of 150 words; or over a collection of one's own in the folder {@code OEE_COLLECTION},
 * which is {@code docs.jsonl} and {@code queries.tsv} as the command {@code retrieve} reads them
 * and {@code qrels.tsv} with query, document and gain. Then nDCG@10 is told beside that of BM25
 * alone and MiniLM alone; the bar is 1.07 of the better.
 */
public final class RetrievalBench {
    private static final int DOCUMENTS = 2_000;
    private static final int WORDS = 150;
    private static final int QUERIES = 200;
    private static final int FOUND = 100;
    private static final int CUT = 10;
    private static final Pattern NO_LETTERS = Pattern.compile("[^A-Za-z]+");

    private RetrievalBench() {}

    private interface Ranking {
        List<String> of(String question) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        String collection = System.getenv("OEE_COLLECTION");
        var folder = Files.createTempDirectory("oee-retrieval-bench");
        try (var trial = new RetrievalTrial(folder)) {
            Map<String, String> queries = new LinkedHashMap<>();
            long began = System.nanoTime();
            int documents =
                    collection == null
                            ? madeUp(trial, queries)
                            : read(trial, Path.of(collection), queries);
            trial.end();
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "indexing  %7.1f documents/s (%d), limit 70, ratio %.2f%n",
                    documents / seconds,
                    documents,
                    documents / seconds / 70);
            var times = times(trial, List.copyOf(queries.values()));
            double median = times[times.length / 2];
            System.out.printf(
                    Locale.ROOT,
                    "query     %7.1f ms median, %.1f ms at 95 %% (%d), limit 30, ratio %.2f%n",
                    median,
                    times[times.length * 95 / 100],
                    times.length,
                    30 / median);
            if (collection != null) {
                quality(trial, queries, gains(Path.of(collection).resolve("qrels.tsv")));
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** In milliseconds, sorted; after as many to warm up. */
    private static double[] times(RetrievalTrial trial, List<String> queries) {
        queries.forEach(query -> trial.ours(query, FOUND));
        double[] times = new double[queries.size()];
        for (int i = 0; i < times.length; i++) {
            long began = System.nanoTime();
            trial.ours(queries.get(i), FOUND);
            times[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private static void quality(
            RetrievalTrial trial,
            Map<String, String> queries,
            Map<String, Map<String, Integer>> gains)
            throws IOException {
        double ours = mean(queries, gains, query -> trial.ours(query, CUT));
        double words = mean(queries, gains, query -> trial.byWords(query, CUT));
        double meaning = mean(queries, gains, query -> trial.byMeaning(query, CUT));
        double better = Math.max(words, meaning);
        System.out.printf(
                Locale.ROOT,
                "nDCG@10   ours %.4f, BM25 alone %.4f, MiniLM alone %.4f, ratio to the better"
                        + " %.3f, limit 1.07%n",
                ours,
                words,
                meaning,
                ours / better);
    }

    private static double mean(
            Map<String, String> queries, Map<String, Map<String, Integer>> gains, Ranking ranking)
            throws IOException {
        double sum = 0;
        int judged = 0;
        for (var query : queries.entrySet()) {
            var gain = gains.getOrDefault(query.getKey(), Map.of());
            if (gain.values().stream().allMatch(one -> one <= 0)) {
                continue;
            }
            sum += ndcg(ranking.of(query.getValue()), gain);
            judged++;
        }
        return sum / judged;
    }

    private static double ndcg(List<String> found, Map<String, Integer> gains) {
        var best = new ArrayList<>(gains.values());
        best.sort(Collections.reverseOrder());
        double reached = 0;
        double ideal = 0;
        for (int rank = 0; rank < CUT; rank++) {
            double weight = Math.log(2) / Math.log(rank + 2.0);
            if (rank < found.size()) {
                reached += weight * gains.getOrDefault(found.get(rank), 0);
            }
            if (rank < best.size()) {
                ideal += weight * best.get(rank);
            }
        }
        return reached / ideal;
    }

    private static int read(RetrievalTrial trial, Path folder, Map<String, String> queries)
            throws IOException {
        var json = new ObjectMapper();
        int documents = 0;
        for (String line : Files.readAllLines(folder.resolve("docs.jsonl"))) {
            var document = json.readTree(line);
            trial.add(
                    document.path("id").asString(),
                    document.path("title").asString(""),
                    document.path("text").asString(""));
            documents++;
        }
        for (String line : Files.readAllLines(folder.resolve("queries.tsv"))) {
            var parts = line.split("\t", 2);
            queries.put(parts[0], parts[1]);
        }
        return documents;
    }

    private static Map<String, Map<String, Integer>> gains(Path file) throws IOException {
        Map<String, Map<String, Integer>> gains = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            var parts = line.split("\t", 3);
            gains.computeIfAbsent(parts[0], query -> new HashMap<>())
                    .put(parts[1], Integer.valueOf(parts[2].strip()));
        }
        return gains;
    }

    /** Words of our own guide, at random: the tokenizer knows English, and not what is made up. */
    private static int madeUp(RetrievalTrial trial, Map<String, String> queries)
            throws IOException {
        var random = new Random(2026);
        var words =
                Guide.in(Locale.ENGLISH).sections().stream()
                        .flatMap(section -> NO_LETTERS.splitAsStream(section.text()))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(words, random);
        for (int i = 0; i < DOCUMENTS; i++) {
            trial.add("d" + i, text(words, random, 8), text(words, random, WORDS) + ".");
        }
        for (int i = 0; i < QUERIES; i++) {
            queries.put("q" + i, text(words, random, 7));
        }
        return DOCUMENTS;
    }

    private static String text(List<String> words, Random random, int count) {
        var text = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            text.add(words.get((int) Math.pow(words.size(), random.nextDouble()) - 1));
        }
        return String.join(" ", text);
    }
}
