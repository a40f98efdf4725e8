package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.Revision;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.advisor.search.Passage;
import io.oeeanalytics.advisor.search.VisibleText;
import io.oeeanalytics.base.Sha256;
import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.UploadFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

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

    /** Of a title, in characters. */
    public static final int LONGEST_TITLE = 200;

    private final JooqDocuments kept;
    private final JooqPassages passages;
    private final DocumentReader reader;
    private final UploadFolder folder;
    private final Readers readers;
    private final JobQueue queue;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Documents(
            JooqDocuments kept,
            JooqPassages passages,
            DocumentReader reader,
            UploadFolder folder,
            Readers readers,
            JobQueue queue,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
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
        return kept.all().stream().filter(readers::reads).toList();
    }

    public Optional<Document> find(int id) {
        return kept.find(id).filter(readers::reads);
    }

    /** Whether whoever is signed in may change it; a guide changes with the product alone. */
    public boolean canChange(Document document) {
        return document.source() != Source.GUIDE && readers.ownsAll(document.audience());
    }

    /** Where the bytes of an upload go until somebody adds it. */
    public Path newUpload() throws IOException {
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
        return kept.having(Sha256.hexOf(upload)).filter(readers::reads);
    }

    /**
     * A new document, from an uploaded file, which is gone afterwards.
     *
     * @return its id
     * @throws AccessDeniedException if it concerns lines of others
     */
    @Transactional
    public int add(Path upload, String name, String title, Audience audience) {
        if (!readers.ownsAll(audience)) {
            throw new AccessDeniedException("The document concerns lines of other sites.");
        }
        String shown = title(title, name);
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
        folder.remove(upload);
    }

    /**
     * Another title and other readers.
     *
     * @throws AccessDeniedException if it concerns lines of others, or would
     */
    @Transactional
    public void change(int id, String title, Audience audience) {
        var before = changeable(id);
        if (!readers.ownsAll(audience)) {
            throw new AccessDeniedException("The document concerns lines of other sites.");
        }
        String shown = title(title, before.title());
        kept.change(id, shown, audience);
        events.publishEvent(
                new Audited(
                        AuditAction.DOCUMENT_CHANGED,
                        shown,
                        words(before.title(), before.audience()),
                        words(shown, audience)));
    }

    private static String title(String given, String otherwise) {
        String visible = VisibleText.of(given).strip();
        String title = visible.isEmpty() ? otherwise : visible;
        return title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title;
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
        if (kept.remove(id, clock.instant())) {
            events.publishEvent(new Audited(AuditAction.DOCUMENT_REMOVED, document.title()));
        }
    }

    /** Undoes {@link #remove(int)}. */
    @Transactional
    public void bringBack(int id) {
        if (kept.bringBack(id)) {
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

    /** What stands in it, as answers cite it; none where it may not be read. */
    public List<Passage> passages(int id) {
        return find(id).isEmpty() ? List.of() : passages.texts(id);
    }

    /**
     * The bytes of a file as it was given.
     *
     * @throws AccessDeniedException if it may not be read
     */
    @Transactional(readOnly = true)
    public void copy(int id, int revision, OutputStream to) throws IOException {
        if (find(id).isEmpty()) {
            throw new AccessDeniedException("There is no document %d to read.".formatted(id));
        }
        kept.copy(id, revision, to);
    }
}
