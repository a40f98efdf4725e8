package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.Revision;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.search.Passage;
import io.oeeanalytics.base.Sha256;
import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.UploadFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The documents answers may cite, as far as whoever asks may read them. A file that is given is
 * read by a job of any instance; until that is done, and where it is refused, answers go on citing
 * the file before.
 */
@Service
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class Documents {
    /** What one file may hold, in bytes. */
    public static final long MOST_BYTES = 50L * 1024 * 1024;

    private static final int PIECE = 64 * 1024;

    /** Of a title, in characters. */
    public static final int LONGEST_TITLE = 200;

    /** How long a removed one can be brought back. */
    static final Duration REMOVED_KEPT = Duration.ofDays(30);

    private final JooqDocuments kept;
    private final JooqRemovals removals;
    private final JooqPassages passages;
    private final DocumentReader reader;
    private final UploadFolder folder;
    private final Readers readers;
    private final JobQueue queue;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Documents(
            JooqDocuments kept,
            JooqRemovals removals,
            JooqPassages passages,
            DocumentReader reader,
            UploadFolder folder,
            Readers readers,
            JobQueue queue,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
        this.removals = removals;
        this.passages = passages;
        this.reader = reader;
        this.folder = folder;
        this.readers = readers;
        this.queue = queue;
        this.events = events;
        this.clock = clock;
    }

    /** By title. */
    public List<Document> all() {
        var reach = readers.reach();
        return kept.all().stream().filter(reach::reads).toList();
    }

    public Optional<Document> find(int id) {
        var reach = readers.reach();
        return kept.find(id).filter(reach::reads);
    }

    /** Of these, those whose newest file is not read yet. */
    public Set<Integer> waiting(Collection<Integer> ids) {
        return kept.waiting(ids);
    }

    /** Whether whoever is signed in may change it; a guide changes with the product alone. */
    public boolean canChange(Document document) {
        return readers.reach().changes(document);
    }

    /** The ids of those whoever is signed in may change. */
    public Set<Integer> changeable(List<Document> all) {
        var reach = readers.reach();
        return all.stream().filter(reach::changes).map(Document::id).collect(Collectors.toSet());
    }

    /** Those whoever is signed in may still bring back, by title. */
    public List<Document> removed() {
        var reach = readers.reach();
        return kept.removedSince(bringable()).stream()
                .filter(reach::reads)
                .filter(reach::changes)
                .toList();
    }

    private Instant bringable() {
        return clock.instant().minus(REMOVED_KEPT);
    }

    /**
     * Keeps the bytes of an upload until somebody adds it.
     *
     * @throws DocumentRefused if they are too many, whatever the browser said of them
     */
    public Path receive(InputStream bytes) throws IOException, DocumentRefused {
        var file = newUpload();
        boolean whole = false;
        try (var out = Files.newOutputStream(file)) {
            byte[] piece = new byte[PIECE];
            long taken = 0;
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                taken += read;
                if (taken > MOST_BYTES) {
                    throw new DocumentRefused(Refusal.TOO_LARGE);
                }
                out.write(piece, 0, read);
            }
            whole = true;
        } finally {
            if (!whole) {
                folder.remove(file);
            }
        }
        return file;
    }

    Path newUpload() throws IOException {
        return folder.newFile();
    }

    /** Gives an uploaded file up. */
    public void discard(Path upload) {
        folder.require(upload);
        folder.remove(upload);
    }

    /**
     * What will be read of an uploaded file. Takes up to half a minute, and longer where others
     * look at theirs, so it is nothing for a thread of requests.
     *
     * @param name as its owner named it
     * @throws DocumentRefused with the reason
     */
    public ReadDocument look(Path upload, String name) throws IOException, DocumentRefused {
        folder.require(upload);
        if (Files.size(upload) > MOST_BYTES) {
            throw new DocumentRefused(Refusal.TOO_LARGE);
        }
        return reader.read(upload, name);
    }

    /**
     * The document that has these bytes already; its title is not told to whoever cannot read it.
     */
    public Optional<Document> sameAs(Path upload) throws IOException {
        folder.require(upload);
        var reach = readers.reach();
        return kept.having(Sha256.hexOf(upload)).stream().filter(reach::reads).findFirst();
    }

    /**
     * A new document, from an uploaded file, which is gone once the document is there for good.
     *
     * @return its id
     * @throws AccessDeniedException if it concerns lines of others
     */
    @Transactional
    public int add(Path upload, String name, String title, Audience audience) {
        if (!readers.reach().ownsAll(audience)) {
            throw new AccessDeniedException("The document concerns lines of other sites.");
        }
        String shown = Document.title(title, name);
        int id = kept.open(shown, Source.UPLOAD, "", audience, SignedIn.name(), clock.instant());
        give(id, upload, name);
        events.publishEvent(new Audited(AuditAction.DOCUMENT_ADDED, shown, null, name));
        return id;
    }

    /** A newer file of a document; those before are kept. */
    @Transactional
    public void revise(int id, Path upload, String name) {
        var before = changeable(id);
        give(id, upload, name);
        events.publishEvent(
                new Audited(
                        AuditAction.DOCUMENT_CHANGED,
                        before.title(),
                        before.newest().fileName(),
                        name));
    }

    private void give(int id, Path upload, String name) {
        folder.require(upload);
        try (var bytes = Files.newInputStream(upload)) {
            if (Files.size(upload) > MOST_BYTES) {
                throw new IllegalArgumentException("a file of more than 50 MB");
            }
            int number =
                    kept.give(
                            id,
                            name,
                            Sha256.hexOf(upload),
                            bytes,
                            SignedIn.name(),
                            clock.instant());
            queue.putFirst(DocumentJob.NAME, DocumentJob.item(id, number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        folder.remove(upload);
                    }
                });
    }

    /**
     * Another title and other readers.
     *
     * @throws AccessDeniedException if it concerns lines of others, or would
     */
    @Transactional
    public void change(int id, String title, Audience audience) {
        var before = changeable(id);
        if (!readers.reach().ownsAll(audience)) {
            throw new AccessDeniedException("The document concerns lines of other sites.");
        }
        String shown = Document.title(title, before.title());
        kept.change(id, shown, audience);
        events.publishEvent(
                new Audited(
                        AuditAction.DOCUMENT_CHANGED,
                        shown,
                        words(before.title(), before.audience()),
                        words(shown, audience)));
    }

    private static String words(String title, Audience audience) {
        return "%s; %s; %s"
                .formatted(
                        title,
                        audience.roles().stream().sorted().toList(),
                        audience.everyLine()
                                ? "every line"
                                : "lines "
                                        + audience.lines().stream()
                                                .map(line -> line.value())
                                                .sorted()
                                                .toList());
    }

    /** Its newest file once more, such as after a refusal whose cause is gone. */
    @Transactional
    public void readAgain(int id) {
        int number = changeable(id).newest().number();
        kept.readAgain(id, number);
        queue.putFirst(DocumentJob.NAME, DocumentJob.item(id, number));
    }

    /** Nobody finds it any more; it can be brought back for thirty days. */
    @Transactional
    public void remove(int id) {
        var document = changeable(id);
        if (removals.remove(id, clock.instant())) {
            events.publishEvent(new Audited(AuditAction.DOCUMENT_REMOVED, document.title()));
        }
    }

    /** Undoes {@link #remove(int)}. */
    @Transactional
    public void bringBack(int id) {
        if (removals.bringBack(id, bringable())) {
            var document = changeable(id);
            events.publishEvent(
                    new Audited(
                            AuditAction.DOCUMENT_ADDED, document.title(), null, "brought back"));
        }
    }

    private Document changeable(int id) {
        var document = find(id).filter(this::canChange);
        return document.orElseThrow(
                () ->
                        new AccessDeniedException(
                                "There is no document %d to change.".formatted(id)));
    }

    /** Newest first; none where it may not be read. */
    public List<Revision> revisions(int id) {
        return find(id).isEmpty() ? List.of() : kept.revisions(id);
    }

    /**
     * What stands in it, as answers cite it; none where it may not be read.
     *
     * @param from number of the first
     */
    public List<Passage> passages(int id, int from, int most) {
        return find(id).isEmpty() ? List.of() : passages.texts(id, from, most);
    }

    /** How many passages there are; none where it may not be read. */
    public int countPassages(int id) {
        return find(id).isEmpty() ? 0 : passages.count(id);
    }

    /**
     * The bytes of a file as it was given, however long whoever takes them needs.
     *
     * @throws AccessDeniedException if it may not be read
     */
    public void copy(int id, int revision, OutputStream to) throws IOException {
        if (find(id).isEmpty()) {
            throw new AccessDeniedException("There is no document %d to read.".formatted(id));
        }
        kept.copy(id, revision, to);
    }
}
