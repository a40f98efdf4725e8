package io.oeeanalytics.ops;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Does this instance's share of all background work. Every execution stands in the database and is
 * picked by one instance, which shows that it lives; where that ends, another takes it over after a
 * minute.
 */
@Component
class JobRunner implements SmartLifecycle {
    static final String TABLE = "ops.scheduled_task";

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int MISSED_BEATS = 6;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DataSource database;
    private final List<RecurringJob> recurring;
    private final List<QueuedJob> queued;
    private final Clock clock;
    private final int threads;
    private final Duration heartbeat;
    private final JobEnds ends;
    private final Spans spans;
    private final String instance;
    private volatile @Nullable Scheduler scheduler;

    /**
     * @param threads that work in the background; 0: this instance leaves it to others
     * @param heartbeat how often it shows that it lives; who missed six is taken for dead
     */
    JobRunner(
            DataSource database,
            List<RecurringJob> recurring,
            List<QueuedJob> queued,
            Clock clock,
            JobEnds ends,
            Optional<Spans> spans,
            @Value("${oee.job-threads:2}") int threads,
            @Value("${oee.job-heartbeat:10s}") Duration heartbeat,
            @Value("${oee.instance:}") String name) {
        this.database = database;
        this.recurring = List.copyOf(recurring);
        this.queued = List.copyOf(queued);
        this.clock = clock;
        this.threads = threads;
        this.heartbeat = heartbeat;
        this.ends = ends;
        this.spans = spans.orElse(Spans.NONE);
        var process = ManagementFactory.getRuntimeMXBean().getName();
        this.instance = name.isBlank() ? process : name + " (" + process + ")";
    }

    /** When the figures are there that the work is about. */
    @EventListener(ApplicationReadyEvent.class)
    void work() {
        if (threads == 0 || (recurring.isEmpty() && queued.isEmpty())) {
            return;
        }
        var known = new ArrayList<Task<?>>();
        queued.forEach(job -> known.add(task(job)));
        var begun =
                Scheduler.create(database, known)
                        .startTasks(recurring.stream().map(this::task).toList())
                        .tableName(TABLE)
                        .serializer(new NoData())
                        .schedulerName(new SchedulerName.Fixed(instance))
                        .clock(clock::instant)
                        .threads(threads)
                        .pollingInterval(LOOK_AGAIN)
                        .heartbeatInterval(heartbeat)
                        .missedHeartbeatsLimit(MISSED_BEATS)
                        .shutdownMaxWait(PATIENCE)
                        .pollUsingLockAndFetch(0.5, 1.0)
                        .enablePriority()
                        .build();
        begun.start();
        scheduler = begun;
    }

    private RecurringTask<Void> task(RecurringJob job) {
        return Tasks.recurring(job.name(), schedule(job.recurrence()))
                .execute((execution, context) -> timed(job.name(), "", job::run));
    }

    private void timed(String job, String item, Runnable work) {
        spans.in("job " + job, () -> ended(job, item, work));
    }

    /** Leaves how it ended behind, however it does. */
    private void ended(String job, String item, Runnable work) {
        var began = clock.instant();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            ends.write(job, item, began, instance, Optional.of(e));
            throw e;
        }
        ends.write(job, item, began, instance, Optional.empty());
    }

    private static Schedule schedule(RecurringJob.Recurrence recurrence) {
        return switch (recurrence) {
            case RecurringJob.Recurrence.After(var pause) -> Schedules.fixedDelay(pause);
            case RecurringJob.Recurrence.Daily(var at, var zone) -> Schedules.daily(zone, at);
        };
    }

    private Task<Void> task(QueuedJob job) {
        return Tasks.oneTime(job.name())
                .onFailure(
                        (complete, operations) -> {
                            int failures = complete.getExecution().consecutiveFailures + 1;
                            var pause = pause(failures);
                            LOG.warn(
                                    "{} of {} failed {} times; again in {} s",
                                    job.name(),
                                    complete.getExecution().taskInstance.getId(),
                                    failures,
                                    pause.toSeconds());
                            operations.reschedule(complete, complete.getTimeDone().plus(pause));
                        })
                .execute(
                        (execution, context) ->
                                timed(
                                        job.name(),
                                        execution.getId(),
                                        () -> job.run(execution.getId())));
    }

    /** Twice as long each time. */
    private static Duration pause(int failures) {
        var pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_RETRY) < 0 ? pause : LONGEST_RETRY;
    }

    /** Started by {@link #work}, when the figures are there. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        var begun = scheduler;
        if (begun != null) {
            scheduler = null;
            begun.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }
}
