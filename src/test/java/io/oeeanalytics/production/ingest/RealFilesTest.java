package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.production.ingest.Collected.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Reads the daily reports of three real lines, where they lie beside the project. */
class RealFilesTest {
    private static final Path FOLDER = Path.of(System.getProperty("user.dir"), "../shared/data");

    @Test
    void real_daily_reports_are_read_to_the_last_row() throws IOException {
        for (var file : files()) {
            var collected = new Collected();

            var summary = collected.read(Files.readAllBytes(file), UTC);

            var lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).count();
            assertThat(summary.accepted()).as(file.toString()).isEqualTo(lines - 1);
            assertThat(collected.rejected).as(file.toString()).isEmpty();
            assertThat(collected.days)
                    .as(file.toString())
                    .hasSizeBetween(200, 366)
                    .allSatisfy(day -> assertThat(day.date().getYear()).isEqualTo(2023))
                    .extracting(DailyRow::line)
                    .containsOnly(line(file));
        }
    }

    @Test
    void the_faults_of_the_real_reports_are_found() throws IOException {
        var third = new Collected();
        third.read(Files.readAllBytes(file("LINE-03")), UTC);
        var second = new Collected();
        second.read(Files.readAllBytes(file("LINE-02")), UTC);

        // A status left open over a holiday made a run of 519,180 s in one day.
        assertThat(third.findings)
                .anyMatch(
                        finding ->
                                finding.topic() == RowFinding.Topic.MORE_TIME_THAN_THE_DAY_HAS
                                        && finding.words().contains("2023-04-19"));
        // This line has pieces but no status log.
        assertThat(second.findings)
                .filteredOn(finding -> finding.topic() == RowFinding.Topic.OUTPUT_WITHOUT_TIME)
                .hasSizeGreaterThan(200);
        assertThat(second.days.getFirst().date()).isEqualTo(LocalDate.of(2023, 1, 2));
    }

    private static String line(Path file) {
        return file.getFileName().toString().replace("daily_oee_report_", "").replace(".csv", "");
    }

    private static Path file(String line) throws IOException {
        return files().stream().filter(file -> line(file).equals(line)).findFirst().orElseThrow();
    }

    private static List<Path> files() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            System.getLogger(RealFilesTest.class.getName())
                    .log(System.Logger.Level.WARNING, "skipped: there is no folder {0}", FOLDER);
            Assumptions.abort("there is no folder " + FOLDER);
        }
        var found = new ArrayList<Path>();
        try (var files = Files.walk(FOLDER)) {
            files.filter(file -> file.toString().endsWith(".csv")).sorted().forEach(found::add);
        }
        assertThat(found).isNotEmpty();
        return found;
    }
}
