package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.search.EmbeddingModels;
import io.oeeanalytics.advisor.search.FoundPassage;
import io.oeeanalytics.advisor.search.Passage;
import io.oeeanalytics.advisor.search.Retrieval;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.PassageSearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Finds passages with the rights of whoever is signed in on this thread. */
@Service
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
class DocumentSearch implements PassageSearch {
    /** One document does not take all places of an answer. */
    private static final int MOST_OF_A_DOCUMENT = 4;

    /** Looked at for each place, as some go to other passages of the same documents. */
    private static final int DEPTH = 4;

    private final PassageFollower follower;
    private final JooqDocuments documents;
    private final JooqPassages passages;
    private final EmbeddingModels models;
    private final Readers readers;

    DocumentSearch(
            PassageFollower follower,
            JooqDocuments documents,
            JooqPassages passages,
            EmbeddingModels models,
            Readers readers) {
        this.follower = follower;
        this.documents = documents;
        this.passages = passages;
        this.models = models;
        this.readers = readers;
    }

    @Override
    public List<CitedPassage> find(String question, Locale locale, int most) {
        var found =
                new Retrieval(follower.current(), models.current())
                        .find(question, readers.now(locale), most * DEPTH);
        var words =
                passages.texts(found).stream()
                        .collect(
                                Collectors.toMap(
                                        passage -> new Place(passage.document(), passage.number()),
                                        Function.identity()));
        var ids = found.stream().map(hit -> Integer.valueOf(hit.document())).distinct().toList();
        var known =
                documents.all(ids).stream()
                        .collect(Collectors.toMap(Document::id, Function.identity()));
        var reach = readers.reach();
        Map<Integer, Integer> ofDocument = new HashMap<>();
        var cited = new ArrayList<CitedPassage>();
        for (FoundPassage hit : found) {
            var passage = words.get(new Place(hit.document(), hit.number()));
            var document = known.get(Integer.parseInt(hit.document()));
            // What was changed between the two looks is asked once more, by its owner's rules.
            if (passage == null || document == null || !reach.reads(document)) {
                continue;
            }
            if (cited.size() < most
                    && ofDocument.merge(document.id(), 1, Integer::sum) <= MOST_OF_A_DOCUMENT) {
                cited.add(cited(document, passage));
            }
        }
        return cited;
    }

    private record Place(String document, int number) {}

    private static CitedPassage cited(Document document, Passage passage) {
        return new CitedPassage(
                "D%d.%d".formatted(document.id(), passage.number()),
                document.id(),
                document.title(),
                document.answering().orElse(1),
                passage.page(),
                passage.heading(),
                passage.text(),
                address(document, passage));
    }

    private static String address(Document document, Passage passage) {
        if (document.source() != Source.GUIDE) {
            return "documents/%d?passage=%d".formatted(document.id(), passage.number());
        }
        var language = Locale.forLanguageTag(document.origin());
        return Guide.in(language).sections().stream()
                .filter(section -> passage.heading().endsWith(section.title()))
                .findFirst()
                .map(
                        section ->
                                "%s?language=%s"
                                        .formatted(section.address(), language.getLanguage()))
                .orElse("guide?language=" + language.getLanguage());
    }
}
