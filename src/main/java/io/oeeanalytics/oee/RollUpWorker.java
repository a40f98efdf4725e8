package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps the figures in step with the facts: all of them before the first view may be used, then
 * whatever changes.
 */
@Component
@Order(RollUpWorker.AFTER_FACTS)
class RollUpWorker implements ApplicationRunner, SmartLifecycle {
    /** Runners that bring facts come before. */
    static final int AFTER_FACTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(RollUpWorker.class);
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration RESTS = Duration.ofMinutes(5);
    private static final int MOST_WORKERS = 4;
    private static final Duration BETWEEN_EFFECTS = Duration.ofSeconds(5);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final RollUp rollUp;
    private final Clock clock;
    private final EditEffects editEffects;
    private final PlantModel plant;
    private final Map<LineId, Instant> resting = new ConcurrentHashMap<>();
    private final Map<LineId, Instant> changed = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile Thread worker = Thread.currentThread();
    private volatile Thread effects = Thread.currentThread();

    RollUpWorker(RollUp rollUp, EditEffects editEffects, PlantModel plant, Clock clock) {
        this.rollUp = rollUp;
        this.editEffects = editEffects;
        this.plant = plant;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        rollUp.passTime();
        catchUp();
        // Of edits made before, not all may have been measured when the last run ended.
        plant.lines().forEach(line -> changed.put(line.id(), clock.instant()));
        running = true;
        worker =
                Thread.ofPlatform()
                        .daemon()
                        .name("roll-up")
                        .start(() -> repeat(this::bringUpToDate, RollUpWorker::rest));
        // Apart, because nobody waits for it, but for a late fact.
        effects =
                Thread.ofPlatform()
                        .daemon()
                        .name("edit-effects")
                        .start(() -> repeat(this::measureEdits, worked -> BETWEEN_EFFECTS));
    }

    /** Nobody is served yet, so all of the machine may work; each takes lines no other has. */
    private void catchUp() {
        int workers = Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors());
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var rounds = new ArrayList<Future<?>>();
            for (int at = 0; at < workers; at++) {
                rounds.add(threads.submit(() -> round(() -> true)));
            }
            for (var round : rounds) {
                round.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the figures cannot be brought up to date", e);
        }
    }

    private void bringUpToDate() {
        round(() -> running);
        rollUp.passTime();
    }

    private void repeat(Runnable task, UnaryOperator<Duration> rest) {
        while (running) {
            try {
                var began = clock.instant();
                task.run();
                Thread.sleep(rest.apply(Duration.between(began, clock.instant())));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!running) {
                    return;
                }
                // The marks stay, so nothing is lost; the database may be back in a moment.
                LOG.warn("Figures could not be brought up to date, trying again", e);
                pause();
            }
        }
    }

    /** Four times as long as the work took, up to a second: facts that pour in come first. */
    private static Duration rest(Duration worked) {
        var rest = worked.multipliedBy(4);
        var least = REST.minus(worked);
        if (rest.compareTo(least) < 0) {
            return least;
        }
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /**
     * Every line with changes once: one that changes faster than it is accounted for keeps nobody
     * waiting, and neither does one whose facts cannot be computed.
     */
    private void round(BooleanSupplier goOn) {
        var now = clock.instant();
        resting.values().removeIf(until -> until.isBefore(now));
        var done = new HashSet<>(resting.keySet());
        while (goOn.getAsBoolean()) {
            try {
                var line = rollUp.next(done);
                if (line.isEmpty()) {
                    return;
                }
                done.add(line.get());
                // A line that never rests is measured as well.
                changed.putIfAbsent(line.get(), now);
            } catch (RollUp.LineFailed e) {
                LOG.warn("{}; trying again in {} min", e.getMessage(), RESTS.toMinutes(), e);
                resting.put(e.line(), now.plus(RESTS));
                done.add(e.line());
            }
        }
    }

    /** Nobody waits for it, so a little later, when all of an edit is there. */
    private void measureEdits() {
        var due = clock.instant().minus(SETTLED);
        for (var line : List.copyOf(changed.keySet())) {
            var at = changed.get(line);
            if (running && at != null && at.isBefore(due)) {
                changed.remove(line);
                try {
                    editEffects.measure(plant.line(line));
                } catch (RuntimeException e) {
                    changed.putIfAbsent(line, clock.instant());
                    LOG.warn(
                            "What edits of line {} changed could not be measured", line.value(), e);
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_FAULT);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Started by {@link #run}, when the facts are there. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        if (running) {
            running = false;
            worker.interrupt();
            effects.interrupt();
            try {
                worker.join(Duration.ofSeconds(10));
                effects.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
