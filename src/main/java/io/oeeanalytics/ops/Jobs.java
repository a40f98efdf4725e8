package io.oeeanalytics.ops;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What administrators see of background work and may do about it. */
@Service
@PreAuthorize("hasRole('ADMIN')")
public class Jobs {
    /** What a page can show; of more, those that run or fail and those that are due first. */
    public static final int MOST = 500;

    /** db-scheduler gives every recurring job this name of an item. */
    private static final String RECURRING = "recurring";

    private final JooqJobs jobs;
    private final Map<String, QueuedJob> queued;
    private final SchedulerClient client;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Duration silent;

    Jobs(
            JooqJobs jobs,
            List<QueuedJob> queued,
            DataSource database,
            Clock clock,
            ApplicationEventPublisher events,
            @Value("${oee.job-heartbeat:10s}") Duration heartbeat) {
        this.events = events;
        this.jobs = jobs;
        this.queued =
                queued.stream().collect(Collectors.toMap(QueuedJob::name, Function.identity()));
        this.client =
                SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database))
                        .tableName(JobRunner.TABLE)
                        .serializer(new NoData())
                        .build();
        this.clock = clock;
        this.silent = heartbeat.multipliedBy(3);
    }

    /** Something could not be done with a job as it stands. */
    public static final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotNow(String message) {
            super(message);
        }
    }

    /** What runs first, then what fails, then by when it is due. */
    public List<Job> all() {
        var ends =
                jobs.newestEnds().stream()
                        .collect(
                                Collectors.toMap(
                                        end -> end.job() + "\t" + end.item(), Function.identity()));
        return jobs.executions(MOST).stream()
                .map(
                        execution -> {
                            var item = item(execution);
                            return job(
                                    execution,
                                    item,
                                    Optional.ofNullable(ends.get(execution.job() + "\t" + item)));
                        })
                .toList();
    }

    private Job job(JooqJobs.Execution execution, String item, Optional<JooqJobs.End> end) {
        return new Job(
                execution.job(),
                item,
                state(execution),
                execution.due(),
                execution.lastSuccess(),
                execution.failures(),
                execution.picked() ? execution.instance() : Optional.empty(),
                Optional.ofNullable(queued.get(execution.job()))
                        .flatMap(kind -> kind.progress(item)),
                end.flatMap(one -> Optional.ofNullable(one.fault())),
                end.filter(one -> one.fault() == null).map(JooqJobs.End::took));
    }

    private Job.State state(JooqJobs.Execution execution) {
        if (!execution.picked()) {
            return execution.failures() > 0 ? Job.State.FAILING : Job.State.WAITING;
        }
        return execution
                        .heartbeat()
                        .map(beat -> beat.plus(silent).isBefore(clock.instant()))
                        .orElse(false)
                ? Job.State.SILENT
                : Job.State.RUNNING;
    }

    private static String item(JooqJobs.Execution execution) {
        return execution.item().equals(RECURRING) ? "" : execution.item();
    }

    /**
     * Begins as soon as somebody has time, instead of when it is due.
     *
     * @throws NotNow when it runs, or is done already
     */
    @Transactional
    public void runNow(String name, String item) {
        change(name, item, id -> client.reschedule(id, clock.instant()));
        audit(name, item, "run now");
    }

    /**
     * Takes it out of the queue. Work that comes again and again cannot be taken out.
     *
     * @throws NotNow when it runs, or is done already
     */
    @Transactional
    public void cancel(String name, String item) {
        if (item.isEmpty() || item.equals(RECURRING)) {
            throw new NotNow("%s comes again and again and is not cancelled".formatted(name));
        }
        change(name, item, client::cancel);
        Optional.ofNullable(queued.get(name)).ifPresent(kind -> kind.cancelled(item));
        audit(name, item, "cancelled");
    }

    private void audit(String name, String item, String what) {
        events.publishEvent(
                new Audited(AuditAction.JOB_CHANGED, (name + " " + item).strip(), null, what));
    }

    private static void change(String name, String item, Consumer<TaskInstanceId> change) {
        try {
            change.accept(TaskInstanceId.of(name, item.isEmpty() ? RECURRING : item));
        } catch (TaskInstanceCurrentlyExecutingException e) {
            throw new NotNow("%s runs just now".formatted(name));
        } catch (TaskInstanceException e) {
            throw new NotNow("%s is done already".formatted(name));
        }
    }
}
