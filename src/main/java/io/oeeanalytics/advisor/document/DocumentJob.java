package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.search.Chunker;
import io.oeeanalytics.advisor.search.EmbeddingModels;
import io.oeeanalytics.advisor.search.Embeddings;
import io.oeeanalytics.advisor.search.Embeddings.Cut;
import io.oeeanalytics.advisor.search.IndexedPassage;
import io.oeeanalytics.advisor.search.Passage;
import io.oeeanalytics.ops.QueuedJob;
import io.oeeanalytics.ops.UploadFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads a file that was given for a document, cuts it into passages and has them understood. What
 * was begun by an instance that died is begun anew; doing it twice changes nothing.
 */
@Component
class DocumentJob implements QueuedJob {
    static final String NAME = "document";

    private final JooqDocuments documents;
    private final JooqPassages passages;
    private final DocumentReader reader;
    private final EmbeddingModels models;
    private final UploadFolder folder;
    private final Chunker chunker = new Chunker();
    private final TransactionOperations transaction;

    DocumentJob(
            JooqDocuments documents,
            JooqPassages passages,
            DocumentReader reader,
            EmbeddingModels models,
            UploadFolder folder,
            TransactionOperations transaction) {
        this.documents = documents;
        this.passages = passages;
        this.reader = reader;
        this.models = models;
        this.folder = folder;
        this.transaction = transaction;
    }

    static String item(int document, int revision) {
        return document + "-" + revision;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String item) {
        var asked = Item.of(item);
        int document = asked.document();
        int revision = asked.number();
        var name = documents.waiting(document, revision);
        if (name.isEmpty()) {
            understandAnew(document, revision);
            return;
        }
        try {
            var file = folder.newFile();
            try {
                copy(document, revision, file);
                store(document, revision, read(document, file, name.get()));
            } catch (DocumentRefused e) {
                transaction.executeWithoutResult(
                        status -> documents.refuse(document, revision, e.reason()));
            } finally {
                folder.remove(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own guide is no danger, and a process of its own takes a second. */
    private ReadDocument read(int document, Path file, String name)
            throws IOException, DocumentRefused {
        boolean ours =
                documents
                        .removedOrNot(document)
                        .filter(it -> it.source() == Source.GUIDE)
                        .isPresent();
        return ours ? new MarkdownReading().read(file) : reader.read(file, name);
    }

    private void copy(int document, int revision, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            documents.copy(document, revision, out);
        }
    }

    /** Of a removed one, too: it may be brought back, and then answers from what was read. */
    private void store(int document, int revision, ReadDocument read) {
        var known = documents.removedOrNot(document);
        if (known.isEmpty()) {
            return;
        }
        var indexed =
                understood(
                        known.get(), chunker.passages(Integer.toString(document), read.blocks()));
        transaction.executeWithoutResult(
                status -> {
                    passages.put(document, revision, models.name(), indexed);
                    documents.ready(document, revision, read.pages(), read.pagesWithoutText());
                });
    }

    private List<IndexedPassage> understood(Document document, List<Passage> cut) {
        return new Embeddings(models.current())
                .of(List.of(new Cut(document.title(), cut)))
                .getFirst();
    }

    /** What is cited stays as it was read: only its vectors are of another model. */
    private void understandAnew(int document, int revision) {
        documents
                .removedOrNot(document)
                .filter(it -> it.answering().filter(one -> one == revision).isPresent())
                .filter(it -> passages.isUnderstoodByOther(document, models.name()))
                .ifPresent(
                        it -> {
                            var indexed = understood(it, passages.texts(document));
                            transaction.executeWithoutResult(
                                    status ->
                                            passages.put(
                                                    document, revision, models.name(), indexed));
                        });
    }

    /** Nobody waits for it any more; said, so that it does not look forgotten. */
    @Override
    public void cancelled(String item) {
        var revision = Item.of(item);
        if (documents.waiting(revision.document(), revision.number()).isPresent()) {
            documents.refuse(revision.document(), revision.number(), Refusal.CANCELLED);
        }
    }

    private record Item(int document, int number) {
        static Item of(String text) {
            var parts = text.split("-", 2);
            return new Item(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }
}
