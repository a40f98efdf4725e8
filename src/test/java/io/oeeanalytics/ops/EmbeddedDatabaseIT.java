package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.TestClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    @Test
    void data_are_durable_and_survive_a_restart(@TempDir Path folder) throws Exception {
        try (var first = EmbeddedDatabase.open(folder, false)) {
            execute(first, "create table kept (id int); insert into kept values (7)");

            assertThat(answer(first, "show fsync")).isEqualTo("on");
            assertThat(answer(first, "show synchronous_commit")).isEqualTo("on");
        }

        try (var again = EmbeddedDatabase.open(folder, false)) {
            assertThat(answer(again, "select id from kept")).isEqualTo("7");
        }
    }

    @Test
    void a_server_orphaned_by_its_owner_is_stopped_before_the_next_starts(@TempDir Path folder)
            throws Exception {
        var program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                TestClassPath.get(),
                                Owner.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var said = program.inputReader()) {
            assertThat(said.lines().anyMatch("ready"::equals)).isTrue();
            program.destroyForcibly().waitFor();
        }
        var orphan =
                Long.parseLong(
                        Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                                .getFirst()
                                .strip());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (var next = EmbeddedDatabase.open(folder, false)) {
            assertThat(answer(next, "select id from kept")).isEqualTo("9");
        }
    }

    /** A process that starts the database, commits a row and is then killed. */
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            var database = EmbeddedDatabase.open(Path.of(arguments[0]), false);
            execute(database, "create table kept (id int); insert into kept values (9)");
            System.out.println("ready");
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
