package io.oeeanalytics.advisor.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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

/** The product's retrieval, and each of the two it is made of alone, over one collection. */
public final class RetrievalTrial implements Closeable {
    /** What MiniLM alone reads of a document: its first so many words or fewer. */
    private static final int MOST_PIECES = 254;

    private final CollectionIndex ours;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private IndexSearcher byWords;
    private Map<String, float[]> byMeaning;
    private MiniLm model;

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
        if (byWords == null) {
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
            byWords = new IndexSearcher(DirectoryReader.open(directory));
        }
        var query = new QueryBuilder(new EnglishAnalyzer()).createBooleanQuery("text", question);
        var found = new ArrayList<String>();
        if (query != null) {
            for (var hit : byWords.search(query, most).scoreDocs) {
                found.add(byWords.storedFields().document(hit.doc).get("id"));
            }
        }
        return found;
    }

    /** The cosine of the beginnings of documents, compared with every one. */
    public List<String> byMeaning(String question, int most) {
        if (byMeaning == null) {
            try (var threads = Executors.newFixedThreadPool(2)) {
                model = new MiniLm(threads);
                var ids = List.copyOf(texts.keySet());
                var beginnings =
                        ids.stream()
                                .map(id -> new Passage(id, 0, 0, "", beginning(texts.get(id))))
                                .map(passage -> new Embeddings.TitledPassage("", passage))
                                .toList();
                var vectors = new Embeddings(model).of(beginnings);
                byMeaning = new LinkedHashMap<>();
                IntStream.range(0, ids.size())
                        .forEach(i -> byMeaning.put(ids.get(i), vectors.get(i).vector()));
            }
        }
        float[] asked = model.embed(question).content().vector();
        return byMeaning.entrySet().stream()
                .sorted(
                        Comparator.comparingDouble(
                                one -> -VectorUtil.dotProduct(asked, one.getValue())))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private String beginning(String text) {
        String[] words = text.split("\\s+");
        int count = Math.min(words.length, MOST_PIECES);
        while (count > 1 && model.pieces(first(words, count)) > MOST_PIECES) {
            count -= Math.max(1, count / 20);
        }
        return count == 0 ? "." : first(words, count);
    }

    private static String first(String[] words, int count) {
        return String.join(" ", List.of(words).subList(0, count));
    }

    @Override
    public void close() throws IOException {
        ours.close();
    }
}
