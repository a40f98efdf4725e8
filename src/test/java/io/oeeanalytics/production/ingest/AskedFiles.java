package io.oeeanalytics.production.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.production.ingest.AskedImport.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Files somebody asks to be loaded, of a line of their own, which names them as well. */
final class AskedFiles {
    private final ImportDesk desk;
    private final JooqImports imports;
    private final JooqAskedImports asked;
    private final JooqUploadedBytes uploads;
    private final PlatformTransactionManager transactions;
    private final Clock clock;
    private final JdbcClient database;
    private final Path folder;
    private final String line = "JOB-" + System.nanoTime();

    AskedFiles(ApplicationContext context, JdbcClient database, Path folder) {
        this.desk = context.getBean(ImportDesk.class);
        this.imports = context.getBean(JooqImports.class);
        this.asked = context.getBean(JooqAskedImports.class);
        this.uploads = context.getBean(JooqUploadedBytes.class);
        this.transactions = context.getBean(PlatformTransactionManager.class);
        this.clock = context.getBean(Clock.class);
        this.database = database;
        this.folder = folder;
    }

    String line() {
        return line;
    }

    static String item(AskedImport one) {
        return String.valueOf(one.id());
    }

    AskedImport now(AskedImport one) {
        return asked.find(one.id()).orElseThrow();
    }

    /** The report of one that ended. */
    ImportReport became(AskedImport one) {
        var ended = now(one);
        assertThat(ended.stage()).isEqualTo(Stage.ENDED);
        assertThat(ended.failure()).isEmpty();
        return imports.report(Objects.requireNonNull(ended.importId())).orElseThrow();
    }

    /** With a line of its own, so that rows and reports are this file's. */
    String pieces(int rows) {
        var file = new StringBuilder("LINE,START_DATETIME,FINISH_DATETIME\n");
        var start = LocalDateTime.parse("2026-03-02T08:00:00");
        for (int i = 0; i < rows; i++) {
            file.append(line)
                    .append(',')
                    .append(stamp(start.plusSeconds(5L * i)))
                    .append(',')
                    .append(stamp(start.plusSeconds(5L * i + 5)))
                    .append('\n');
        }
        return file.toString();
    }

    private static String stamp(LocalDateTime time) {
        return "%tF %<tT.000".formatted(time);
    }

    Path upload(String text) throws IOException {
        var file = SystemWork.asAdministrator(this::newUpload);
        Files.writeString(file, text);
        return file;
    }

    private Path newUpload() {
        try {
            return desk.newUpload();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImportRequest request(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new ImportRequest(
                    file,
                    line,
                    FileProbe.probe(in).format(),
                    ZoneOffset.UTC,
                    Set.of(),
                    NewLines.OPEN,
                    false,
                    Map.of(),
                    "");
        }
    }

    AskedImport start(Path file) throws IOException {
        var request = request(file);
        return SystemWork.asAdministrator(
                () -> {
                    try {
                        return desk.start(request);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    void cancel(AskedImport one) {
        SystemWork.asAdministrator(
                () -> {
                    desk.cancel(one.id());
                    return true;
                });
    }

    Path copy(AskedImport one) throws IOException {
        var file = folder.resolve(one.id() + ".csv");
        try (var out = Files.newOutputStream(file)) {
            uploads.copy(one.id(), out);
        }
        return file;
    }

    TransactionTemplate apart() {
        var apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return apart;
    }

    Attempt attempt(AskedImport one) {
        return new Attempt(one.id(), asked, apart(), clock);
    }

    /** As far as an instance comes that dies at work. */
    void begin(AskedImport one) throws IOException {
        var request = request(copy(one));
        var attempt = attempt(one);
        apart().executeWithoutResult(
                        status -> attempt.begun(imports.begin(request, "", clock.instant())));
        attempt.reading();
        assertThat(now(one).stage()).isEqualTo(Stage.READING);
    }

    long bytesOf(AskedImport one) {
        return count(
                "select coalesce(sum(length(bytes)), 0) from production.upload_piece where asked_id = "
                        + one.id());
    }

    long rows() {
        return count(
                "select count(*) from production.piece where line_id in (select id from plant.line where code = '%s')"
                        .formatted(line));
    }

    long reports() {
        return count(
                "select count(*) from production.file_import where file_name = '%s'"
                        .formatted(line));
    }

    long count(String query) {
        return database.sql(query).query(Long.class).single();
    }
}
