package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.Job;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Background work and the audit trail as administrators see them. */
@SpringBootTest(properties = "oee.job-threads=0")
class JobsViewIT {
    @Autowired private ApplicationContext context;
    @Autowired private Jobs jobs;
    @Autowired private JobQueue queue;
    @Autowired private DataSource database;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-jobs-view").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void oneWaitsOneRunsOneFailsAndOneIsSilent() throws SQLException {
        execute("update identity.account set must_change_password = false");
        execute("truncate ops.scheduled_task");
        queue.put("forecast-chunk", "1/1");
        queue.put("forecast-chunk", "1/2");
        queue.put("forecast-chunk", "1/3");
        queue.put("forecast-review", "1");
        execute(
                "update ops.scheduled_task set picked = true, picked_by = 'worker', last_heartbeat = now() where task_instance = '1/2'");
        execute(
                "update ops.scheduled_task set picked = true, picked_by = 'gone', last_heartbeat = now() - interval '5 minutes' where task_instance = '1/3'");
        execute(
                "update ops.scheduled_task set consecutive_failures = 2, execution_time = now() + interval '1 hour' where task_name = 'forecast-review'");
        execute(
                "insert into ops.job_end (job, item, began_at, ended_at, instance, fault) values ('forecast-review', '1', now(), now(), 'worker', 'IOException: no room')");
    }

    @AfterEach
    void signOut() {
        ViewSession.signOut();
    }

    private List<Job> all() {
        return SystemWork.asAdministrator(jobs::all);
    }

    private Job job(String item) {
        return all().stream().filter(job -> job.item().equals(item)).findFirst().orElseThrow();
    }

    @Test
    void each_stands_with_its_state_and_the_reason_of_its_last_failure() {
        assertThat(job("1/1").state()).isEqualTo(Job.State.WAITING);
        assertThat(job("1/2").state()).isEqualTo(Job.State.RUNNING);
        assertThat(job("1/2").instance()).contains("worker");
        assertThat(job("1/3").state()).isEqualTo(Job.State.SILENT);
        assertThat(job("1").state()).isEqualTo(Job.State.FAILING);
        assertThat(job("1").failures()).isEqualTo(2);
        assertThat(job("1").lastFault()).contains("IOException: no room");
        assertThat(job("1/1").progress().orElseThrow().all())
                .as("of a round that is gone")
                .isZero();
    }

    @Test
    void what_waits_can_be_begun_or_cancelled_and_what_runs_cannot() {
        SystemWork.asAdministrator(
                () -> {
                    jobs.runNow("forecast-review", "1");
                    jobs.cancel("forecast-chunk", "1/1");
                    return true;
                });

        assertThat(job("1").due()).isBefore(java.time.Instant.now().plusSeconds(60));
        assertThat(all()).extracting(Job::item).doesNotContain("1/1");
        assertThatExceptionOfType(Jobs.NotNow.class)
                .isThrownBy(
                        () ->
                                SystemWork.asAdministrator(
                                        () -> {
                                            jobs.cancel("forecast-chunk", "1/2");
                                            return true;
                                        }))
                .withMessageContaining("runs just now");
    }

    @Test
    void nobody_but_an_administrator_sees_or_changes_them() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("olga", "ROLE_MANAGER"));

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(jobs::all);
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> jobs.cancel("forecast-chunk", "1/1"));
    }

    @Test
    void the_pages_open_with_their_rows() {
        ViewSession.signIn(context, "admin", "ADMIN");

        ViewSession.go("jobs");
        assertThat(_size(_get(Grid.class))).isEqualTo(4);
        assertThat(_get(Paragraph.class, spec -> spec.withClasses("headline")).getText())
                .contains("One job fails");

        SystemWork.asAdministrator(
                () -> {
                    jobs.cancel("forecast-chunk", "1/1");
                    return true;
                });
        ViewSession.go("audit");
        assertThat(_size(_get(Grid.class))).isPositive();
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var order = connection.createStatement()) {
            order.execute(statement);
        }
    }
}
