package io.oeeanalytics.production.events;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.base.api.BoundedBody;
import io.oeeanalytics.base.api.PacedBody;
import io.oeeanalytics.base.api.ReadingPlaces;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.FactRetention;
import io.oeeanalytics.production.IngestMeters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes batches of events. An answer of 202 says that they are in the database; figures follow
 * within seconds. Some are read at a time and a few of those written; more are asked to come back.
 */
@RestController
class EventsDoor {
    private static final int MOST_EVENTS = 10_000;

    /** Who sends more wrong events than this learns nothing from the rest. */
    private static final int MOST_FAULTS = 100;

    private static final long MOST_BYTES = 16L << 20;

    static final String PATH = "/api/v1/events";

    /** Batches being read; what waits in them takes a few megabytes each. */
    private static final int READERS = 32;

    private static final int WRITERS = 4;
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final EventStore store;
    private final PlantModel plant;
    private final PlantSetup setup;
    private final FactRetention retention;
    private final Clock clock;
    private final IngestMeters meters;
    private final ReadingPlaces places = new ReadingPlaces(READERS, PATIENCE);
    private final Semaphore writers = new Semaphore(WRITERS);

    EventsDoor(
            EventStore store,
            PlantModel plant,
            PlantSetup setup,
            FactRetention retention,
            Clock clock,
            IngestMeters meters) {
        this.meters = meters;
        this.retention = retention;
        this.store = store;
        this.plant = plant;
        this.setup = setup;
        this.clock = clock;
    }

    /**
     * What became of a batch; stored, known and refused events are all of it.
     *
     * @param errors of the refused ones, or of the first hundred
     */
    record Receipt(int stored, int known, int refused, List<Fault> errors) {}

    /** All of the batch or none of it, or what of it is right. */
    enum Mode {
        ATOMIC,
        PARTIAL
    }

    /** Whoever cannot take a receipt is refused before anything is stored. */
    @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAuthority('SCOPE_INGEST')")
    ResponseEntity<Receipt> take(
            HttpServletRequest request,
            @RequestParam(defaultValue = "atomic") String mode,
            @RequestParam(defaultValue = "false") boolean backfill,
            Authentication sender)
            throws IOException, InterruptedException {
        var how = mode(mode);
        var type = request.getContentType();
        if (type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            throw new ApiProblem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body came as a form, as curl -d sends it; say 'Content-Type:"
                            + " application/json' or application/x-ndjson.");
        }
        try (var place = places.take(sender.getName())) {
            if (place == null) {
                throw busy();
            }
            try (var body = body(request)) {
                var batch = counted(body, how, backfill, sender.getName());
                return ResponseEntity.status(HttpStatus.ACCEPTED)
                        .body(store(batch, sender.getName()));
            }
        }
    }

    /**
     * A batch that can be stored.
     *
     * @param wrong how many of its events are left out
     */
    private record Batch(
            EventReader reader, List<EventReader.Draft> drafts, int wrong, List<Fault> faults) {}

    /** Of a batch of which nothing is stored all events are refused, right ones too. */
    private Batch counted(InputStream body, Mode mode, boolean backfill, String source)
            throws IOException {
        var seen = new int[1];
        try {
            var batch = read(body, mode, backfill, source, seen);
            meters.count(IngestMeters.Outcome.REFUSED, batch.wrong());
            return batch;
        } catch (ApiProblem e) {
            meters.count(IngestMeters.Outcome.REFUSED, seen[0]);
            throw e;
        }
    }

    /**
     * @param seen becomes the number of its events
     */
    private Batch read(InputStream body, Mode mode, boolean backfill, String source, int[] seen)
            throws IOException {
        var reader =
                new EventReader(plant, setup, Possible.at(retention, clock.instant(), backfill));
        var drafts = new ArrayList<EventReader.Draft>();
        var faults = new ArrayList<Fault>();
        var wrong = new int[1];
        boolean whole =
                EventStream.read(
                        body,
                        (json, path) -> {
                            count(++seen[0]);
                            var read = reader.read(json, path);
                            if (read.draft() == null) {
                                wrong[0]++;
                                if (faults.size() < MOST_FAULTS) {
                                    faults.addAll(read.fields().faults());
                                }
                            } else {
                                drafts.add(read.draft());
                            }
                        },
                        unreadable -> {
                            count(++seen[0]);
                            wrong[0]++;
                            if (faults.size() < MOST_FAULTS) {
                                faults.add(unreadable);
                            }
                        });
        var unknown = unknownVoids(source, drafts);
        drafts.removeAll(unknown);
        wrong[0] += unknown.size();
        unknown.stream()
                .limit(Math.max(0, MOST_FAULTS - faults.size()))
                .forEach(
                        draft ->
                                faults.add(
                                        new Fault(
                                                draft.path() + ".voids",
                                                "names no event that you told of this line at this instant; give the key and the at it was told with")));
        if (!whole && mode == Mode.PARTIAL) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Nothing of the batch was stored: where an array or a body breaks, nobody can tell what follows. Send it again whole, or as one event a line (NDJSON): of broken lines mode=partial leaves out only these.",
                    faults);
        }
        if (!faults.isEmpty() && (mode == Mode.ATOMIC || drafts.isEmpty())) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Nothing of the batch was stored; events that are wrong: %d. Mend what the errors name, or send it with ?mode=partial to store the rest."
                            .formatted(wrong[0]),
                    faults);
        }
        return new Batch(reader, drafts, wrong[0], faults);
    }

    /** Those that take back what is neither stored nor in the batch. */
    private Set<EventReader.Draft> unknownVoids(String source, List<EventReader.Draft> drafts) {
        if (drafts.stream().noneMatch(draft -> draft.event() instanceof FactEvent.Voided)) {
            return Set.of();
        }
        var told = new HashSet<Told>();
        for (var draft : drafts) {
            var event = draft.event();
            if (!(event instanceof FactEvent.Voided)) {
                told.add(new Told(event.line(), event.at(), event.key()));
            }
        }
        var unknown = new HashSet<EventReader.Draft>();
        for (var draft : drafts) {
            if (draft.event() instanceof FactEvent.Voided act
                    && !told.contains(new Told(act.line(), act.at(), act.voids()))
                    && !store.isTold(source, act)) {
                unknown.add(draft);
            }
        }
        return unknown;
    }

    private record Told(LineId line, Instant at, String key) {}

    private static void count(int seen) {
        if (seen > MOST_EVENTS) {
            throw new ApiProblem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "A batch has at most %d events; send them in several.".formatted(MOST_EVENTS));
        }
    }

    private Receipt store(Batch batch, String source) throws InterruptedException {
        if (!writers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy();
        }
        try {
            var outcome = store.append(source, batch.reader().settled(batch.drafts()));
            meters.count(IngestMeters.Outcome.STORED, outcome.stored());
            meters.count(IngestMeters.Outcome.DUPLICATE, outcome.known());
            return new Receipt(outcome.stored(), outcome.known(), batch.wrong(), batch.faults());
        } finally {
            writers.release();
        }
    }

    private static ApiProblem busy() {
        return new ApiProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "More events come in than can be written; send this batch again in a second."
                        + " Nothing of it was stored.");
    }

    private static Mode mode(String name) {
        return switch (name) {
            case "atomic" -> Mode.ATOMIC;
            case "partial" -> Mode.PARTIAL;
            default ->
                    throw new ApiProblem(
                            HttpStatus.BAD_REQUEST,
                            "mode is atomic or partial, not '%s'".formatted(name));
        };
    }

    private static InputStream body(HttpServletRequest request) throws IOException {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        var sent = new PacedBody(request.getInputStream(), System::nanoTime);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return new BoundedBody(sent, MOST_BYTES);
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new ApiProblem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding is gzip or none, not '%s'".formatted(encoding));
        }
        try {
            return new BoundedBody(new GZIPInputStream(sent), MOST_BYTES);
        } catch (ZipException e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "The body is not gzip, though its header says so.");
        }
    }
}
