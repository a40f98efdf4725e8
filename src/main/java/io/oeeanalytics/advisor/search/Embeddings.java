package io.oeeanalytics.advisor.search;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/** What the embedding model makes of documents. */
public final class Embeddings {
    private final EmbeddingModel model;

    public Embeddings(EmbeddingModel model) {
        this.model = model;
    }

    /**
     * The passages of a document, in their order.
     *
     * @param title of the document
     */
    public record Cut(String title, List<Passage> passages) {}

    /**
     * Computed side by side, as many sections as the model has threads.
     *
     * @return one list for each document
     */
    public List<List<IndexedPassage>> of(List<Cut> documents) {
        var sections =
                documents.stream()
                        .map(document -> Section.of(document.title(), document.passages()))
                        .toList();
        var read =
                sections.stream()
                        .flatMap(List::stream)
                        .map(section -> TextSegment.from(section.read()))
                        .toList();
        if (read.isEmpty()) {
            return documents.stream().map(document -> List.<IndexedPassage>of()).toList();
        }
        var vectors = model.embedAll(read).content().iterator();
        var indexed = new ArrayList<List<IndexedPassage>>();
        for (int i = 0; i < documents.size(); i++) {
            var ofDocument = new ArrayList<IndexedPassage>();
            for (var section : sections.get(i)) {
                float[] vector = Vectors.ofLengthOne(vectors.next().vector());
                documents.get(i).passages().subList(section.from(), section.to()).stream()
                        .map(passage -> new IndexedPassage(passage, vector))
                        .forEach(ofDocument::add);
            }
            indexed.add(ofDocument);
        }
        return indexed;
    }
}
