package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.document.Document.State;
import io.oeeanalytics.advisor.search.EmbeddingModels;
import io.oeeanalytics.base.Sha256;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.ops.JobQueue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * After a start: the guide that ships with the product is there in its newest edition, and what
 * another embedding model understood is understood anew.
 */
@Component
class DocumentsAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentsAtStart.class);
    private static final Audience EVERYBODY = Audience.of(Set.of(Role.values()), Set.of());

    private final JooqDocuments documents;
    private final JooqPassages passages;
    private final EmbeddingModels models;
    private final JobQueue queue;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final boolean guideAtStart;

    DocumentsAtStart(
            JooqDocuments documents,
            JooqPassages passages,
            EmbeddingModels models,
            JobQueue queue,
            TransactionOperations transaction,
            Clock clock,
            @Value("${oee.guide-at-start:true}") boolean guideAtStart) {
        this.documents = documents;
        this.passages = passages;
        this.models = models;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
        this.guideAtStart = guideAtStart;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        for (var language : guideAtStart ? Guide.LANGUAGES : List.<Locale>of()) {
            try {
                transaction.executeWithoutResult(status -> guide(language));
            } catch (DuplicateKeyException e) {
                LOG.debug("Another instance starts, too, and has brought the guide.", e);
            }
        }
        passages.understoodByOthers(models.name())
                .forEach(
                        (document, revision) ->
                                queue.put(DocumentJob.NAME, DocumentJob.item(document, revision)));
    }

    private void guide(Locale language) {
        byte[] text = Guide.markdown(language).getBytes(StandardCharsets.UTF_8);
        String sha256 = Sha256.hex(Guide.markdown(language));
        var known = documents.of(Source.GUIDE, language.getLanguage());
        if (known.filter(guide -> guide.newest().sha256().equals(sha256)).isPresent()) {
            readUnlessReady(known.get());
            return;
        }
        try {
            var now = clock.instant();
            int id =
                    known.map(Document::id)
                            .orElseGet(
                                    () ->
                                            documents.open(
                                                    Guide.in(language).title(),
                                                    Source.GUIDE,
                                                    language.getLanguage(),
                                                    EVERYBODY,
                                                    "",
                                                    now));
            int number =
                    documents.give(
                            id,
                            "guide_%s.md".formatted(language.getLanguage()),
                            sha256,
                            new ByteArrayInputStream(text),
                            "",
                            now);
            queue.put(DocumentJob.NAME, DocumentJob.item(id, number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody can have it read again in a view, so a start does where it was cancelled. */
    private void readUnlessReady(Document guide) {
        int number = guide.newest().number();
        if (guide.newest().state() != State.READY) {
            documents.readAgain(guide.id(), number);
            queue.put(DocumentJob.NAME, DocumentJob.item(guide.id(), number));
        }
    }
}
