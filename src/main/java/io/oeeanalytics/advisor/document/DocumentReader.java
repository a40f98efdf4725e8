package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.document.ReadDocumentCommand.End;
import io.oeeanalytics.advisor.search.Block;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads documents of people. Each is read by a process of its own, one after the other, with a heap
 * of 96 MB and 30 seconds: what a file makes of the libraries that read it, no one else notices.
 */
public final class DocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentReader.class);

    /** What one file may take. */
    public static final Duration MOST_TIME = Duration.ofSeconds(30);

    /** What is not named here, such as stacks, comes on top. */
    private static final List<String> LIMITS =
            List.of(
                    "-Xmx96m",
                    "-Xss1m",
                    "-XX:MaxMetaspaceSize=64m",
                    "-XX:ReservedCodeCacheSize=24m",
                    "-XX:MaxDirectMemorySize=8m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djava.awt.headless=true",
                    // Names of other hosts are not looked up: there is no such file.
                    "-Djdk.net.hosts.file=/nonexistent",
                    "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory");

    /** What the virtual machine ends with when its memory is used up. */
    private static final int OUT_OF_MEMORY = 3;

    /** It did not start, or could not write. */
    private static final int NOT_OF_THE_FILE = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration mostTime;
    private final ReentrantLock turn = new ReentrantLock(true);

    public DocumentReader() {
        this(MOST_TIME);
    }

    DocumentReader(Duration mostTime) {
        this.mostTime = mostTime;
    }

    /**
     * @param name as people named it; its ending tells the kind where its bytes do not
     * @throws DocumentRefused with the reason
     * @throws IOException if the process cannot be started
     */
    public ReadDocument read(Path file, String name) throws IOException, DocumentRefused {
        turn.lock();
        try {
            return readNow(file, name);
        } finally {
            turn.unlock();
        }
    }

    private ReadDocument readNow(Path file, String name) throws IOException, DocumentRefused {
        Path folder = Files.createTempDirectory("oee-document");
        try {
            Path answer = folder.resolve("answer");
            var process =
                    new ProcessBuilder(command(folder, file, name))
                            .redirectOutput(answer.toFile())
                            .redirectError(folder.resolve("log").toFile())
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            // None of what the application is told, such as passwords.
            process.environment().clear();
            // Or names of files beyond ASCII could not be told.
            process.environment().put("LC_ALL", "C.UTF-8");
            int code = run(process);
            return switch (code) {
                case OUT_OF_MEMORY -> throw new DocumentRefused(Refusal.TOO_LARGE);
                case NOT_OF_THE_FILE ->
                        throw new IOException(
                                "What reads documents failed: "
                                        + firstWords(folder.resolve("log")));
                default -> answered(answer, folder.resolve("log"), code);
            };
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("A folder of a document that was read stays behind: {}", folder, e);
        }
    }

    private int run(ProcessBuilder builder) throws IOException, DocumentRefused {
        var process = builder.start();
        try {
            if (!process.waitFor(mostTime.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DocumentRefused(Refusal.TOO_SLOW);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a document was read.", e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static List<String> command(Path folder, Path file, String name) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LIMITS);
        command.add("-Djava.io.tmpdir=" + folder);
        String classes = System.getProperty("java.class.path");
        if (classes.endsWith(".jar") && !classes.contains(File.pathSeparator)) {
            String jar = Path.of(classes).toAbsolutePath().toString();
            command.addAll(List.of("-jar", jar, ReadDocumentCommand.NAME));
        } else {
            command.addAll(List.of("-cp", classes, ReadDocumentCommand.class.getName()));
        }
        command.addAll(List.of(file.toAbsolutePath().toString(), name));
        return command;
    }

    private static ReadDocument answered(Path answer, Path log, int code)
            throws IOException, DocumentRefused {
        var blocks = new ArrayList<Block>();
        try (var lines = Files.newBufferedReader(answer)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"kind\":")) {
                    blocks.add(JSON.readValue(line, Block.class));
                    continue;
                }
                var end = JSON.readValue(line, End.class);
                if (!end.refused().isEmpty()) {
                    throw new DocumentRefused(Refusal.valueOf(end.refused()));
                }
                return new ReadDocument(blocks, end.pages(), end.pagesWithoutText());
            }
        } catch (JacksonException e) {
            LOG.warn("What read a document answered something else: {}", e.getMessage());
        }
        LOG.warn("What read a document ended with {}: {}", code, firstWords(log));
        throw new DocumentRefused(Refusal.DAMAGED);
    }

    private static String firstWords(Path log) throws IOException {
        byte[] start;
        try (var bytes = Files.newInputStream(log)) {
            start = bytes.readNBytes(500);
        }
        return new String(start, StandardCharsets.UTF_8);
    }
}
