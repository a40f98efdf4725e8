package io.oeeanalytics.forecast;

import static java.util.stream.Collectors.toMap;

import io.oeeanalytics.forecast.DailyModel.Speaker;
import io.oeeanalytics.forecast.drift.Drift;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JobProgress;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rounds of forecasts for all lines. A round is cut into chunks, which any instance may work on; a
 * line is published in one transaction that only the first to finish it wins, so it has exactly one
 * result however often an instance dies.
 */
@Component
class ForecastRuns {
    static final String CHUNK_JOB = "forecast-chunk";
    static final String REVIEW_JOB = "forecast-review";

    private static final Logger LOG = LoggerFactory.getLogger(ForecastRuns.class);

    /** Three working weeks: as far as a plant plans its shifts. */
    static final int HORIZON = 15;

    private static final int LINES_OF_A_CHUNK = 50;

    private final JooqForecastRuns runs;
    private final JooqTrials trials;
    private final DriftWatch watch;
    private final JooqDrifts drifts;
    private final PlannedTime planned;
    private final DailyModel model;
    private final LineOutlooks outlooks;
    private final GroupOutlooks groups;
    private final PlantModel plant;
    private final JobQueue queue;
    private final TransactionOperations transactions;
    private final ForecastMeters meters;
    private final Clock clock;

    ForecastRuns(
            JooqForecastRuns runs,
            JooqTrials trials,
            DriftWatch watch,
            JooqDrifts drifts,
            PlannedTime planned,
            DailyModel model,
            LineOutlooks outlooks,
            GroupOutlooks groups,
            PlantModel plant,
            JobQueue queue,
            TransactionOperations transactions,
            ForecastMeters meters,
            Clock clock) {
        this.runs = runs;
        this.trials = trials;
        this.watch = watch;
        this.drifts = drifts;
        this.planned = planned;
        this.model = model;
        this.outlooks = outlooks;
        this.groups = groups;
        this.plant = plant;
        this.queue = queue;
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    /** Begins a round; what is left of an earlier one is given up, since this one knows more. */
    void begin() {
        var lines = plant.lines();
        if (lines.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(
                status -> {
                    runs.giveUpUnfinished(clock.instant());
                    int run = runs.begin(clock.instant(), HORIZON);
                    int chunk = 0;
                    for (int from = 0; from < lines.size(); from += LINES_OF_A_CHUNK) {
                        var some =
                                lines.subList(
                                        from, Math.min(lines.size(), from + LINES_OF_A_CHUNK));
                        runs.plan(run, chunk, some.stream().map(Line::id).toList());
                        queue.put(CHUNK_JOB, new Chunk(run, chunk).item());
                        chunk++;
                    }
                });
    }

    boolean hasAny() {
        return runs.any();
    }

    /** Chunks whose work was lost, as after a restore from a backup, are asked for again. */
    void resume() {
        for (var chunk : runs.pending()) {
            queue.put(CHUNK_JOB, chunk.item());
        }
    }

    /** In lines. */
    JobProgress progress(Chunk chunk) {
        return runs.progress(chunk.run(), chunk.number());
    }

    /** Works on what is left of a chunk. */
    void work(Chunk chunk) {
        SystemWork.run(() -> publish(chunk));
    }

    private void publish(Chunk chunk) {
        var failed = new ArrayList<LineId>();
        var lines = plant.lines().stream().collect(toMap(Line::id, line -> line));
        for (var id : runs.pending(chunk)) {
            try {
                publish(chunk.run(), Objects.requireNonNull(lines.get(id), "the line is gone"));
            } catch (RuntimeException e) {
                LOG.warn("The forecast of line {} failed", id.value(), e);
                failed.add(id);
            }
        }
        if (!failed.isEmpty()) {
            transactions.executeWithoutResult(
                    status -> failed.forEach(id -> runs.failed(chunk.run(), id, clock.instant())));
        }
        transactions.executeWithoutResult(status -> finishIfDone(chunk.run()));
    }

    private void finishIfDone(int run) {
        if (runs.finishIfDone(run, clock.instant())) {
            queue.put(REVIEW_JOB, String.valueOf(run));
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        // What others see of the round before is what the cache may hold.
                        @Override
                        public void afterCommit() {
                            groups.forgetEarlierRounds();
                        }
                    });
        }
    }

    /** What is left of a chunk is not done in this round, which ends with what it has. */
    void leaveOut(Chunk chunk) {
        transactions.executeWithoutResult(
                status -> {
                    runs.leaveOut(chunk, clock.instant());
                    finishIfDone(chunk.run());
                });
    }

    /** What a challenger would say. */
    private record Beside(int version, Forecast forecast) {}

    /** It must not cost the line its forecast. */
    private Optional<Beside> beside(Line line) {
        try {
            return model.challenger(line).flatMap(challenger -> beside(line, challenger));
        } catch (RuntimeException e) {
            LOG.warn("The challenger of line {} failed", line.code(), e);
            return Optional.empty();
        }
    }

    private Optional<Beside> beside(Line line, Speaker challenger) {
        var version = challenger.version();
        return version != null
                        && outlooks.line(line, HORIZON, challenger).result()
                                instanceof Forecast forecast
                        && forecast.ownFrom() != null
                ? Optional.of(new Beside(version, forecast))
                : Optional.empty();
    }

    private void publish(int run, Line line) {
        var spoken = outlooks.spoken(line, HORIZON, model.champion(line));
        var outlook = spoken.outlook();
        var result = outlook.result();
        var beside = beside(line);
        var different = different(line, outlook.history(), result);
        boolean isFirst =
                Boolean.TRUE.equals(
                        transactions.execute(
                                status ->
                                        switch (result) {
                                            case Forecast forecast ->
                                                    publish(
                                                            run,
                                                            line,
                                                            forecast.ownFrom() == null
                                                                    ? null
                                                                    : spoken.by().version(),
                                                            forecast,
                                                            planned.of(line, outlook.history()),
                                                            beside,
                                                            different);
                                            case NotForecastable none -> none(run, line, none);
                                        }));
        if (isFirst && result instanceof Forecast forecast) {
            meters.published(line, forecast);
        }
    }

    /** It must not cost the line its forecast; empty where nobody can say. */
    private Optional<List<Drift>> different(Line line, List<Day> history, ForecastResult result) {
        try {
            return result instanceof Forecast forecast
                    ? Optional.of(watch.of(line, history, forecast))
                    : Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("Whether line {} became different is not known", line.code(), e);
            return Optional.empty();
        }
    }

    private boolean none(int run, Line line, NotForecastable none) {
        boolean isFirst = runs.none(run, line.id(), none.reason().name(), clock.instant());
        if (isFirst) {
            drifts.found(line.id(), List.of(), clock.instant());
        }
        return isFirst;
    }

    private boolean publish(
            int run,
            Line line,
            @Nullable Integer version,
            Forecast forecast,
            PlannedTime.Minutes minutes,
            Optional<Beside> beside,
            Optional<List<Drift>> different) {
        boolean isFirst = runs.publish(run, line.id(), version, forecast, minutes, clock.instant());
        if (isFirst) {
            trials.replace(line.id(), forecast.trials());
            different.ifPresent(found -> drifts.found(line.id(), found, clock.instant()));
            beside.ifPresent(one -> runs.shadow(run, line.id(), one.version(), one.forecast()));
        }
        return isFirst;
    }

    /** Some lines of a round. */
    record Chunk(int run, int number) {
        String item() {
            return run + "/" + number;
        }

        static Chunk of(String item) {
            var parts = List.of(item.split("/", -1));
            return new Chunk(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)));
        }
    }
}
