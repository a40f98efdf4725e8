package io.oeeanalytics.advisor.search;

import io.oeeanalytics.advisor.search.Embeddings.Cut;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * A collection of plain texts, cut, indexed and searched as the documents of the product are. Used
 * by one thread, while the embedding model uses every core.
 */
final class CollectionIndex implements Closeable {
    private static final int AT_ONCE = 128;

    /** Of passages looked at for each document asked for, of which several can be of one. */
    private static final int PASSAGES_OF_A_DOCUMENT = 4;

    private static final String READER = "reader";
    private static final Access EVERYBODY = new Access(Set.of(READER), Set.of());
    private static final Reader ANYBODY = new Reader(Set.of(READER), null);
    private static final Pattern EMPTY_LINES = Pattern.compile("\n\\s*\n");

    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final ExecutorService writing = Executors.newSingleThreadExecutor();
    private final MiniLm model = new MiniLm(threads);
    private final Embeddings embeddings = new Embeddings(model);
    private final Chunker chunker = new Chunker();
    private List<Cut> waiting = new ArrayList<>();
    private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    private final Directory directory;
    private final PassageIndex index;
    private final Retrieval retrieval;

    /**
     * @param folder an empty one, which is the caller's to remove
     */
    CollectionIndex(Path folder) throws IOException {
        directory = new MMapDirectory(folder);
        index = new PassageIndex(directory);
        retrieval = new Retrieval(index, model);
    }

    /** Found after {@link #end()}; what has no text at all never is. */
    void add(String id, String title, String text) throws IOException {
        var blocks =
                EMPTY_LINES
                        .splitAsStream(VisibleText.of(text))
                        .map(part -> Block.paragraph(0, part.strip()))
                        .toList();
        var passages = chunker.passages(id, blocks);
        if (passages.isEmpty() && title.codePoints().anyMatch(Character::isLetterOrDigit)) {
            passages = List.of(new Passage(id, 0, 0, "", title));
        }
        if (!passages.isEmpty()) {
            waiting.add(new Cut(title, passages));
        }
        if (waiting.size() >= AT_ONCE) {
            put();
        }
    }

    void end() throws IOException {
        put();
        finish();
        index.refresh();
    }

    /** The next documents are cut while these are understood. */
    private void put() throws IOException {
        finish();
        var documents = waiting;
        waiting = new ArrayList<>();
        before = CompletableFuture.runAsync(() -> put(documents), writing);
    }

    private void put(List<Cut> documents) {
        var indexed = embeddings.of(documents);
        try {
            for (int i = 0; i < documents.size(); i++) {
                String id = documents.get(i).passages().getFirst().document();
                index.put(id, documents.get(i).title(), EVERYBODY, indexed.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finish() throws IOException {
        try {
            before.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException fault) {
                throw fault.getCause();
            }
            throw e;
        }
    }

    /**
     * The documents that answer best with their scores, best first: each stands where its best
     * passage does.
     *
     * @param most at most so many
     */
    Map<String, Double> find(String question, int most) {
        Map<String, Double> best = new LinkedHashMap<>();
        for (var passage : retrieval.find(question, ANYBODY, most * PASSAGES_OF_A_DOCUMENT)) {
            if (best.size() == most) {
                break;
            }
            best.putIfAbsent(passage.document(), passage.score());
        }
        return best;
    }

    @Override
    public void close() throws IOException {
        writing.shutdown();
        threads.shutdown();
        try (directory) {
            index.close();
        }
    }
}
