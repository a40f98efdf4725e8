package io.oeeanalytics.advisor.search;

import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds passages by their words (BM25) and by their meaning (vectors). What a reader may not read
 * is left out inside both searches, so that it takes no places in the answer. How rare a word is,
 * which orders what is found, is counted over all passages.
 *
 * <p>Both scores are made comparable and added up, with weights found on other collections (Bruch,
 * Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023).
 */
public final class Retrieval {
    /** The share of the meaning; the rest is of the words. */
    private static final double MEANING = 0.8;

    /** Passages that each of the two searches looks at, or as many as are asked for. */
    private static final int LEAST_DEPTH = 200;

    /** Of a question in each language, since a search takes 1,024 in all. */
    private static final int MOST_WORDS = 200;

    private static final int FEEDBACK = 3;

    /** Of the best passages together, about; the question's is 1. */
    private static final double FEEDBACK_SHARE = 0.5;

    private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

    private final PassageIndex index;
    private final EmbeddingModel model;

    public Retrieval(PassageIndex index, EmbeddingModel model) {
        this.index = index;
        this.model = model;
    }

    /**
     * The passages that answer best, best first.
     *
     * @param most at most so many
     * @throws UncheckedIOException if the index cannot be read; it can be made anew
     */
    public List<FoundPassage> find(String question, Reader reader, int most) {
        String asked = VisibleText.of(question);
        if (asked.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return List.of();
        }
        var meaning = meaning(asked);
        try {
            return index.search(
                    searcher ->
                            meaning.isPresent()
                                    ? find(searcher, asked, meaning.get(), reader, most)
                                    : byWords(searcher, asked, reader, most));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** None while a model that answers from elsewhere does not answer. */
    private Optional<float[]> meaning(String asked) {
        try {
            return Optional.of(Vectors.ofLengthOne(model.embed(asked).content().vector()));
        } catch (RuntimeException e) {
            LOG.warn("The embedding model does not answer; words alone are searched.", e);
            return Optional.empty();
        }
    }

    private static List<FoundPassage> byWords(
            IndexSearcher searcher, String question, Reader reader, int most) throws IOException {
        var found = words(searcher, question, permitted(reader), Math.max(LEAST_DEPTH, most));
        return fused(Map.of(), found).stream()
                .limit(most)
                .map(hit -> found(searcher, hit))
                .toList();
    }

    /** How well the words of passages fit. */
    private static Map<Integer, Double> words(
            IndexSearcher searcher, String question, Query permitted, int depth)
            throws IOException {
        var words = new HashMap<Integer, Double>();
        var asked =
                new BooleanQuery.Builder()
                        .add(words(question), Occur.MUST)
                        .add(permitted, Occur.FILTER)
                        .build();
        for (ScoreDoc hit : searcher.search(asked, depth).scoreDocs) {
            words.put(hit.doc, (double) hit.score);
        }
        return words;
    }

    private static List<FoundPassage> find(
            IndexSearcher searcher, String question, float[] meaning, Reader reader, int most)
            throws IOException {
        int depth = Math.max(LEAST_DEPTH, most);
        var permitted = permitted(reader);
        var words = words(searcher, question, permitted, depth);
        var first = fused(words, meanings(searcher, meaning, permitted, depth, words.keySet()));
        float[] wider = wider(searcher, meaning, first);
        return fused(words, meanings(searcher, wider, permitted, depth, words.keySet())).stream()
                .limit(most)
                .map(hit -> found(searcher, hit))
                .toList();
    }

    /** How near to a meaning the nearest passages are, and those found by words. */
    private static Map<Integer, Double> meanings(
            IndexSearcher searcher,
            float[] meaning,
            Query permitted,
            int depth,
            Set<Integer> foundByWords)
            throws IOException {
        var meanings = new HashMap<Integer, Double>();
        var nearest = new KnnFloatVectorQuery(PassageIndex.VECTOR, meaning, depth, permitted);
        for (ScoreDoc hit : searcher.search(nearest, depth).scoreDocs) {
            meanings.put(hit.doc, (double) hit.score);
        }
        for (int passage : foundByWords) {
            if (!meanings.containsKey(passage)) {
                meanings.put(
                        passage,
                        (double)
                                VectorUtil.normalizeToUnitInterval(
                                        VectorUtil.dotProduct(meaning, vector(searcher, passage))));
            }
        }
        return meanings;
    }

    /** Best first. */
    private static List<ScoreDoc> fused(Map<Integer, Double> words, Map<Integer, Double> meanings) {
        double mostWords = words.values().stream().mapToDouble(score -> score).max().orElse(1);
        double mostMeaning = meanings.values().stream().mapToDouble(score -> score).max().orElse(1);
        return meanings.entrySet().stream()
                .map(
                        passage -> {
                            double byMeaning = passage.getValue() / mostMeaning;
                            double byWords = words.getOrDefault(passage.getKey(), 0.0) / mostWords;
                            return new ScoreDoc(
                                    passage.getKey(),
                                    (float) (MEANING * byMeaning + (1 - MEANING) * byWords));
                        })
                .sorted(
                        Comparator.<ScoreDoc>comparingDouble(hit -> -hit.score)
                                .thenComparingInt(hit -> hit.doc))
                .toList();
    }

    /**
     * A question with some of what its best passages mean (Rocchio's feedback): what they have in
     * common is most often what was meant.
     */
    private static float[] wider(IndexSearcher searcher, float[] meaning, List<ScoreDoc> found)
            throws IOException {
        float[] wider = meaning;
        for (var hit : found.subList(0, Math.min(FEEDBACK, found.size()))) {
            wider = Vectors.sum(wider, FEEDBACK_SHARE / FEEDBACK, vector(searcher, hit.doc));
        }
        return wider;
    }

    /** In each language, of which a passage has the words of one. */
    private static Query words(String question) throws IOException {
        var any = new BooleanQuery.Builder();
        for (var language : Language.values()) {
            for (String word : language.stems(question, MOST_WORDS)) {
                any.add(new TermQuery(new Term(language.words(), word)), Occur.SHOULD);
            }
        }
        return any.build();
    }

    private static Query permitted(Reader reader) {
        var all = new BooleanQuery.Builder();
        all.add(anyOf(PassageIndex.ROLE, reader.roles()), Occur.FILTER);
        if (reader.lines() != null) {
            var line =
                    new BooleanQuery.Builder()
                            .add(anyOf(PassageIndex.LINE, reader.lines()), Occur.SHOULD)
                            .add(
                                    new TermQuery(
                                            new Term(PassageIndex.EVERY_LINE, PassageIndex.YES)),
                                    Occur.SHOULD);
            all.add(line.build(), Occur.FILTER);
        }
        return all.build();
    }

    private static Query anyOf(String field, Set<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private static float[] vector(IndexSearcher searcher, int passage) throws IOException {
        var leaf = leaf(searcher, passage);
        var vectors = leaf.reader().getFloatVectorValues(PassageIndex.VECTOR);
        var place = vectors.iterator();
        place.advance(passage - leaf.docBase);
        return vectors.vectorValue(place.index());
    }

    private static LeafReaderContext leaf(IndexSearcher searcher, int passage) {
        return searcher.getLeafContexts()
                .get(ReaderUtil.subIndex(passage, searcher.getLeafContexts()));
    }

    private static FoundPassage found(IndexSearcher searcher, ScoreDoc hit) {
        var leaf = leaf(searcher, hit.doc);
        try {
            var documents = DocValues.getSorted(leaf.reader(), PassageIndex.DOCUMENT);
            documents.advanceExact(hit.doc - leaf.docBase);
            var numbers = DocValues.getNumeric(leaf.reader(), PassageIndex.NUMBER);
            numbers.advanceExact(hit.doc - leaf.docBase);
            return new FoundPassage(
                    documents.lookupOrd(documents.ordValue()).utf8ToString(),
                    (int) numbers.longValue(),
                    hit.score);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
