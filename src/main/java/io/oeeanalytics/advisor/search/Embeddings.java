package io.oeeanalytics.advisor.search;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/** What the embedding model makes of passages: each is read under its title and headings. */
public final class Embeddings {
    private final EmbeddingModel model;

    public Embeddings(EmbeddingModel model) {
        this.model = model;
    }

    /** Computed side by side, as many as the model has threads. */
    public List<IndexedPassage> of(List<TitledPassage> passages) {
        if (passages.isEmpty()) {
            return List.of();
        }
        var vectors =
                model.embedAll(
                                passages.stream()
                                        .map(TitledPassage::whole)
                                        .map(TextSegment::from)
                                        .toList())
                        .content();
        var indexed = new ArrayList<IndexedPassage>();
        for (int i = 0; i < passages.size(); i++) {
            indexed.add(new IndexedPassage(passages.get(i).passage(), vectors.get(i).vector()));
        }
        return indexed;
    }

    /** A passage and the title of its document. */
    public record TitledPassage(String title, Passage passage) {
        private String whole() {
            return String.join("\n", title, passage.heading(), passage.text()).strip();
        }
    }
}
