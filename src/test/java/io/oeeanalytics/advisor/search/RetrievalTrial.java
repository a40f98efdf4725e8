package io.oeeanalytics.advisor.search;

import dev.langchain4j.data.segment.TextSegment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** The product's retrieval, and each of the two it is made of alone, over one collection. */
public final class RetrievalTrial implements Closeable {
    /** What MiniLM alone reads of a document: some 256 word pieces of English. */
    private static final int MOST_CHARACTERS = 1_150;

    private final CollectionIndex ours;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private @Nullable IndexSearcher byWords;
    private @Nullable Meanings byMeaning;

    private record Meanings(MiniLm model, Map<String, float[]> vectors) {}

    public RetrievalTrial(Path folder) throws IOException {
        ours = new CollectionIndex(folder);
    }

    public void add(String id, String title, String text) throws IOException {
        texts.put(id, (title + " " + text).strip());
        ours.add(id, title, text);
    }

    public void end() throws IOException {
        ours.end();
    }

    public List<String> ours(String question, int most) {
        return List.copyOf(ours.find(question, most).keySet());
    }

    /** BM25 over title and text as one field. */
    public List<String> byWords(String question, int most) throws IOException {
        var searcher = byWords == null ? words() : byWords;
        byWords = searcher;
        var query = new QueryBuilder(new EnglishAnalyzer()).createBooleanQuery("text", question);
        var found = new ArrayList<String>();
        if (query != null) {
            for (var hit : searcher.search(query, most).scoreDocs) {
                found.add(searcher.storedFields().document(hit.doc).get("id"));
            }
        }
        return found;
    }

    private IndexSearcher words() throws IOException {
        var directory = new ByteBuffersDirectory();
        try (var writer =
                new IndexWriter(directory, new IndexWriterConfig(new EnglishAnalyzer()))) {
            for (var text : texts.entrySet()) {
                var document = new Document();
                document.add(new StoredField("id", text.getKey()));
                document.add(new TextField("text", text.getValue(), Field.Store.NO));
                writer.addDocument(document);
            }
        }
        return new IndexSearcher(DirectoryReader.open(directory));
    }

    /** The cosine of the beginnings of documents, compared with every one. */
    public List<String> byMeaning(String question, int most) {
        var meanings = byMeaning == null ? meanings() : byMeaning;
        byMeaning = meanings;
        float[] asked = meanings.model().embed(question).content().vector();
        return meanings.vectors().entrySet().stream()
                .sorted(
                        Comparator.comparingDouble(
                                one -> -VectorUtil.dotProduct(asked, one.getValue())))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Meanings meanings() {
        var threads = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
        var model = new MiniLm(threads);
        var read = texts.values().stream().map(text -> TextSegment.from(beginning(text))).toList();
        var found = model.embedAll(read).content().iterator();
        var vectors = new LinkedHashMap<String, float[]>();
        texts.keySet().forEach(id -> vectors.put(id, found.next().vector()));
        return new Meanings(model, vectors);
    }

    private static String beginning(String text) {
        return text.isBlank() ? "." : text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    }

    @Override
    public void close() throws IOException {
        ours.close();
    }
}
