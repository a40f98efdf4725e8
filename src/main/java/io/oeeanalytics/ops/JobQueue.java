package io.oeeanalytics.ops;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/** Takes items of queued jobs, together with the transaction that asks for them. */
@Component
public class JobQueue {
    private final SchedulerClient client;
    private final Clock clock;

    JobQueue(DataSource database, Clock clock) {
        this.client =
                SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database))
                        .tableName(JobRunner.TABLE)
                        .serializer(new NoData())
                        .enablePriority()
                        .build();
        this.clock = clock;
    }

    /**
     * Asks for the item to be worked on as soon as somebody has time.
     *
     * @param job name of the job
     * @return false when it is waiting or worked on already
     */
    public boolean put(String job, String item) {
        return put(job, item, Priority.MEDIUM);
    }

    /**
     * The same, before all that was put without anybody waiting for it.
     *
     * @return false when it is waiting or worked on already
     */
    public boolean putFirst(String job, String item) {
        return put(job, item, Priority.HIGH);
    }

    private boolean put(String job, String item, int priority) {
        return client.scheduleIfNotExists(
                new TaskInstance.Builder<Void>(job, item).priority(priority).build(),
                clock.instant());
    }
}
