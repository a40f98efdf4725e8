package io.oeeanalytics.advisor.search;

import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.search.Embeddings.Cut;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.store.ByteBuffersDirectory;

/** The guide in all its languages, indexed as documents are. */
public final class GuideIndex implements Closeable {
    private static final Access EVERYBODY = new Access(Set.of("MANAGER"), Set.of());
    private static final Reader READER = new Reader(Set.of("MANAGER"), null);

    private final MiniLm model = new MiniLm(Runnable::run);
    private final PassageIndex index = new PassageIndex(new ByteBuffersDirectory());
    private final List<List<Passage>> guides = new ArrayList<>();

    public GuideIndex() throws IOException {
        var chunker = new Chunker();
        for (var language : Guide.LANGUAGES) {
            var guide = Guide.in(language);
            var blocks = new ArrayList<Block>();
            for (var section : guide.sections()) {
                blocks.add(Block.heading(section.number(), 1, section.title()));
                for (String paragraph : section.text().split("\n\n")) {
                    blocks.add(Block.paragraph(section.number(), paragraph));
                }
            }
            var passages = chunker.passages(language.getLanguage(), blocks);
            index.put(
                    language.getLanguage(),
                    guide.title(),
                    EVERYBODY,
                    new Embeddings(model).of(List.of(new Cut(guide.title(), passages))).getFirst());
            guides.add(passages);
        }
        index.refresh();
    }

    /** Language and number of the sections found, best first. */
    public List<String> sections(String question) {
        return new Retrieval(index, model)
                .find(question, READER, 30).stream()
                        .map(
                                found ->
                                        guides.stream()
                                                .flatMap(List::stream)
                                                .filter(p -> p.document().equals(found.document()))
                                                .filter(p -> p.number() == found.number())
                                                .map(p -> p.document() + p.page())
                                                .findFirst()
                                                .orElseThrow())
                        .toList();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
