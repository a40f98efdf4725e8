package io.oeeanalytics.advisor.search;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

/**
 * The passages of documents as they are searched. Derived from the documents: whoever drops it
 * loses nothing.
 */
public final class PassageIndex implements Closeable {
    static final String DOCUMENT = "document";
    static final String NUMBER = "number";
    static final String ROLE = "role";
    static final String LINE = "line";
    static final String VECTOR = "vector";

    /** There where a document is of no line in particular. */
    static final String EVERY_LINE = "every_line";

    static final String YES = "yes";

    /** Before it is written out: larger pieces are joined less often, which costs most. */
    private static final int MEMORY_MB = 64;

    private final IndexWriter writer;
    private final SearcherManager searchers;

    public PassageIndex(Directory directory) throws IOException {
        Map<String, Analyzer> analyzers = new HashMap<>();
        for (var language : Language.values()) {
            analyzers.put(language.words(), language.analyzer());
        }
        var byField = new PerFieldAnalyzerWrapper(Language.ENGLISH.analyzer(), analyzers);
        writer =
                new IndexWriter(
                        directory, new IndexWriterConfig(byField).setRAMBufferSizeMB(MEMORY_MB));
        searchers = new SearcherManager(writer, null);
    }

    /** Takes the place of all passages the document had; seen after {@link #refresh()}. */
    public void put(String document, String title, Access access, List<IndexedPassage> passages)
            throws IOException {
        var language =
                Language.of(
                        passages.stream()
                                .map(indexed -> indexed.passage().text())
                                .collect(Collectors.joining("\n", title + "\n", "")));
        var entries = new ArrayList<Document>();
        for (int i = 0; i < passages.size(); i++) {
            var entry = new Document();
            entry.add(new StringField(DOCUMENT, document, Field.Store.NO));
            entry.add(new SortedDocValuesField(DOCUMENT, new BytesRef(document)));
            entry.add(new NumericDocValuesField(NUMBER, passages.get(i).passage().number()));
            for (String role : access.roles()) {
                entry.add(new StringField(ROLE, role, Field.Store.NO));
            }
            for (String line : access.lines()) {
                entry.add(new StringField(LINE, line, Field.Store.NO));
            }
            if (access.lines().isEmpty()) {
                entry.add(new StringField(EVERY_LINE, YES, Field.Store.NO));
            }
            String words = title + "\n" + surroundings(passages, i);
            entry.add(new TextField(language.words(), words, Field.Store.NO));
            entry.add(
                    new KnnFloatVectorField(
                            VECTOR,
                            passages.get(i).vector(),
                            VectorSimilarityFunction.DOT_PRODUCT));
            entries.add(entry);
        }
        if (entries.isEmpty()) {
            remove(document);
        } else {
            writer.updateDocuments(new Term(DOCUMENT, document), entries);
        }
    }

    /** The words a passage is found by: its own and those of the passages beside it. */
    private static String surroundings(List<IndexedPassage> passages, int index) {
        return passages
                .subList(Math.max(0, index - 1), Math.min(passages.size(), index + 2))
                .stream()
                .map(IndexedPassage::passage)
                .map(passage -> passage.heading() + "\n" + passage.text())
                .collect(Collectors.joining("\n"));
    }

    /** Seen after {@link #refresh()}. */
    public void remove(String document) throws IOException {
        writer.deleteDocuments(new Term(DOCUMENT, document));
    }

    /** Lets questions see what was put and removed. */
    public void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** One state of the index for the whole of a question. */
    <T> T search(Search<T> search) throws IOException {
        var searcher = searchers.acquire();
        try {
            return search.in(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** What is asked of one state of the index. */
    interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
    }
}
