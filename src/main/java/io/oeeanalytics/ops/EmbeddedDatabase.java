package io.oeeanalytics.ops;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that starts with the application when no other is configured. Its data stay in one
 * folder and are as durable as any server's (fsync on). One process owns the folder; a command may
 * use the owner's server, an application waits until the folder is free. A server orphaned by
 * {@code kill -9} of its owner is stopped before the next one starts.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String jdbcUrl;
    private final @Nullable EmbeddedPostgres own;
    private final @Nullable FileLock ownership;

    private EmbeddedDatabase(
            String jdbcUrl, @Nullable EmbeddedPostgres own, @Nullable FileLock ownership) {
        this.jdbcUrl = jdbcUrl;
        this.own = own;
        this.ownership = ownership;
    }

    /**
     * @param borrow whether the server of another process will do; whoever stays longer than a
     *     command must own its server, or it stops with the command
     */
    static EmbeddedDatabase open(Path folder, boolean borrow) {
        try {
            Files.createDirectories(folder);
            var lockFile =
                    FileChannel.open(
                            folder.resolve("owner.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            var ownership = lockFile.tryLock();
            var cluster = folder.resolve("postgres");
            if (ownership == null && borrow) {
                lockFile.close();
                return new EmbeddedDatabase(addressOfRunning(cluster), null, null);
            }
            if (ownership == null) {
                LOG.info("Another process uses {}; waiting until it ends", folder.toAbsolutePath());
                ownership = lockFile.lock();
            }
            stopOrphan(cluster);
            var postgres =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(cluster)
                            .setCleanDataDirectory(false)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("shared_buffers", "256MB")
                            .setServerConfig("max_wal_size", "2GB")
                            .setServerConfig("checkpoint_timeout", "15min")
                            .setServerConfig("jit", "off")
                            .setServerConfig("max_connections", "100")
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .start();
            return new EmbeddedDatabase(
                    postgres.getJdbcUrl("postgres", "postgres"), postgres, ownership);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the embedded PostgreSQL cannot start on " + folder.toAbsolutePath(), e);
        }
    }

    String jdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            own.close();
        }
        if (ownership != null) {
            ownership.channel().close();
        }
    }

    private static String addressOfRunning(Path cluster) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var running = postmaster(cluster);
            if (running.isPresent()) {
                return "jdbc:postgresql://localhost:%d/postgres?user=postgres"
                        .formatted(running.get().port());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "another process owns the folder but its PostgreSQL does not answer");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
    }

    private static void stopOrphan(Path cluster) throws IOException {
        var orphan = postmaster(cluster).flatMap(running -> ProcessHandle.of(running.pid()));
        if (orphan.isEmpty()) {
            return;
        }
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an orphaned PostgreSQL was stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "an orphaned PostgreSQL (process %d) does not stop; end it and start again"
                            .formatted(orphan.get().pid()),
                    e);
        }
    }

    private record Postmaster(long pid, int port) {}

    /** Lines of postmaster.pid: 1 process, 4 port, 8 "ready" once it takes connections. */
    private static Optional<Postmaster> postmaster(Path cluster) throws IOException {
        var file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        var pid = Long.parseLong(lines.getFirst().strip());
        // After a reboot the number may be another program's: only a postgres is ours to stop.
        var isPostgres =
                ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .map(command -> command.contains("postgres"))
                        .orElse(false);
        return isPostgres
                ? Optional.of(new Postmaster(pid, Integer.parseInt(lines.get(3).strip())))
                : Optional.empty();
    }
}
