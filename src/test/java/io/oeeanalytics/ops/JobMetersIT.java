package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What monitoring is told of jobs and backups while the database comes and goes. */
@SpringBootTest(properties = "oee.job-threads=0")
class JobMetersIT {
    private static final Instant EIGHT = Instant.parse("2026-03-16T08:00:00Z");

    @Autowired private DataSource database;
    @Autowired private JooqJobs jobs;
    @Autowired private DatabaseAddress address;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = EIGHT;
    private boolean answers = true;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-job-meters").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void nothingWasEverDone() {
        JdbcClient.create(database).sql("truncate ops.job_end, ops.backup").update();
        InstantSource source = () -> now;
        var clock = source.withZone(ZoneOffset.UTC);
        new JobMeters(jobs, List.of(nightly()), List.of(), watch(clock), clock).bindTo(meters);
    }

    private DatabaseWatch watch(Clock clock) {
        ObjectProvider<MeterRegistry> none =
                new ObjectProvider<>() {
                    @Override
                    public Stream<MeterRegistry> stream() {
                        return Stream.of();
                    }
                };
        return new DatabaseWatch(
                address, database, new SteadyClock(clock, System::nanoTime), none) {
            @Override
            public boolean answers() {
                return answers;
            }
        };
    }

    private static RecurringJob nightly() {
        return new RecurringJob() {
            @Override
            public String name() {
                return "nightly";
            }

            @Override
            public Recurrence recurrence() {
                return new Recurrence.Daily(LocalTime.MIDNIGHT, ZoneOffset.UTC);
            }

            @Override
            public void run() {}
        };
    }

    private double value(String name) {
        return meters.get(name).gauge().value();
    }

    private void aBackupAndANight(Instant at) {
        jobs.ended("nightly", "", at.minusSeconds(60), at, "here", Optional.empty());
        JdbcClient.create(database)
                .sql(
                        "insert into ops.backup (finished_at, file, bytes, sha256, outcome) values (?, 'a', 1, repeat('0', 64), 'stored')")
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void never_is_told_apart_from_a_database_that_is_away() {
        assertThat(value("oee.backup.known")).isZero();
        assertThat(value("oee.job.known")).isZero();
        assertThat(value("oee.backup.age.seconds")).isNaN();

        answers = false;
        now = now.plus(Duration.ofHours(1));

        assertThat(value("oee.backup.known")).isZero();
        assertThat(value("oee.job.known")).isZero();
        assertThat(value("oee.jobs.ready")).isNaN();
    }

    @Test
    void what_was_done_becomes_older_while_the_database_is_away_and_is_read_anew_after() {
        aBackupAndANight(EIGHT.minusSeconds(100));
        assertThat(value("oee.backup.age.seconds")).isEqualTo(100);
        assertThat(value("oee.jobs.failing")).isZero();

        answers = false;
        now = now.plusSeconds(3_600);
        assertThat(value("oee.backup.age.seconds")).isEqualTo(3_700);
        assertThat(value("oee.job.last.success.seconds")).isEqualTo(3_700);
        assertThat(value("oee.backup.known")).isOne();
        assertThat(value("oee.job.known")).isOne();
        assertThat(value("oee.jobs.failing")).isNaN();

        aBackupAndANight(now.minusSeconds(5));
        answers = true;
        now = now.plusSeconds(10);
        assertThat(value("oee.backup.age.seconds")).isEqualTo(15);
        assertThat(value("oee.jobs.failing")).isZero();
    }

    @Test
    void before_the_database_was_ever_read_nothing_is_known() {
        answers = false;

        assertThat(value("oee.backup.known")).isNaN();
        assertThat(value("oee.job.known")).isNaN();
        assertThat(value("oee.backup.age.seconds")).isNaN();
    }
}
