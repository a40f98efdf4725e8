package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.demo.DemoPlant;
import io.oeeanalytics.demo.PlantSimulator;
import io.oeeanalytics.demo.SimulatedFiles;
import io.oeeanalytics.demo.StampStyle;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.ingest.FileImporter;
import io.oeeanalytics.production.ingest.ImportCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The import command on a real PostgreSQL: whole files, once, and words for what is wrong. */
class ImportIT {
    private static final String BERLIN = "--line-zone=Europe/Berlin";

    @TempDir static Path folder;
    private static ConfigurableApplicationContext tools;

    @BeforeAll
    static void startDatabase() {
        tools = CommandLineTools.start("--oee.data-folder=" + folder.resolve("data"));
    }

    @AfterAll
    static void stopDatabase() {
        tools.close();
    }

    @Test
    void a_piece_log_of_the_simulator_is_loaded_once_however_often_it_is_sent() throws Exception {
        var file = folder.resolve("pieces.csv");
        var files = files();
        var press = simulator().plant().line("PRESS-1");
        files.pieceLog(
                file, java.util.List.of(press), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 7));
        long rows = Files.lines(file).count() - 1;

        int first = load(file, BERLIN);
        long stored = pieces("PRESS-1");
        int again = load(file, BERLIN);
        var renamed = folder.resolve("again.csv");
        Files.writeString(renamed, Files.readString(file) + "\n");
        int otherBytes = load(renamed, BERLIN);

        assertThat(first).isZero();
        assertThat(stored).isEqualTo(rows);
        assertThat(again).isZero();
        assertThat(otherBytes).isZero();
        assertThat(pieces("PRESS-1")).isEqualTo(rows);
    }

    @Test
    void a_status_log_of_the_simulator_is_loaded_state_by_state() throws Exception {
        var file = folder.resolve("states.csv");
        var weld = simulator().plant().line("WELD-2");
        files().statusLog(
                        file,
                        java.util.List.of(weld),
                        LocalDate.of(2026, 3, 2),
                        LocalDate.of(2026, 3, 7),
                        StampStyle.ISO_SECONDS);
        long rows = Files.lines(file).count() - 1;

        int code = load(file, BERLIN, "--kind=status-log", "--create-lines");

        assertThat(code).isZero();
        var line = tools.getBean(PlantModel.class).line("WELD-2").orElseThrow();
        var facts = tools.getBean(LineFacts.class);
        var all = facts.states(line.id(), facts.extent(line.id()).orElseThrow());
        assertThat(all).hasSize((int) rows);
    }

    @Test
    void a_bad_row_refuses_the_file_unless_it_may_be_left_out() throws IOException {
        var file = folder.resolve("bad.csv");
        Files.writeString(
                file,
                """
                LINE,START_DATETIME,FINISH_DATETIME
                BAD-1,2026-03-02 08:00:00.000,2026-03-02 08:00:05.000
                BAD-1,yesterday,2026-03-02 08:00:15.000
                BAD-1,2026-03-02 08:00:20.000,2126-03-02 08:00:25.000
                """);

        int refused = load(file, BERLIN, "--create-lines");
        var lineAfterRefusal = tools.getBean(PlantModel.class).line("BAD-1");
        int withoutThem = load(file, BERLIN, "--create-lines", "--without-bad-rows");

        assertThat(refused).isOne();
        assertThat(lineAfterRefusal).isEmpty();
        assertThat(withoutThem).isZero();
        assertThat(pieces("BAD-1")).isOne();
        var reports = tools.getBean(FileImporter.class);
        assertThat(reports.newest(10))
                .filteredOn(report -> report.fileName().equals("bad.csv"))
                .extracting(report -> report.state() + " " + report.rowsRejected())
                .containsExactly("LOADED 2", "REFUSED 2");
    }

    @Test
    void a_line_the_plant_does_not_have_is_refused_beside_one_it_has() throws IOException {
        var known = folder.resolve("known.csv");
        Files.writeString(
                known,
                "LINE,START_DATETIME,FINISH_DATETIME\nMIX-1,2026-03-02 08:00:00,2026-03-02 08:00:05\n");
        var mixed = folder.resolve("mixed.csv");
        Files.writeString(
                mixed,
                """
                LINE,START_DATETIME,FINISH_DATETIME
                MIX-1,2026-03-03 08:00:00,2026-03-03 08:00:05
                MIX-2,2026-03-03 08:00:10,2026-03-03 08:00:15
                """);

        assertThat(load(known, BERLIN, "--create-lines")).isZero();
        assertThat(load(mixed, BERLIN)).isOne();

        assertThat(pieces("MIX-1")).isOne();
        assertThat(tools.getBean(FileImporter.class).newest(1).getFirst().message())
                .contains("no line MIX-2");
    }

    @Test
    void two_files_at_once_with_the_same_pieces_count_each_piece_once() throws Exception {
        var files = files();
        var paint = simulator().plant().line("PAINT-3");
        var one = folder.resolve("one.csv");
        var two = folder.resolve("two.csv");
        files.pieceLog(
                one, java.util.List.of(paint), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 5));
        files.pieceLog(
                two, java.util.List.of(paint), LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 7));
        var distinct =
                java.util.stream.Stream.concat(Files.lines(one), Files.lines(two))
                        .filter(line -> line.startsWith("PAINT-3"))
                        .distinct()
                        .count();

        try (var pool = Executors.newFixedThreadPool(2)) {
            var first = pool.submit(() -> load(one, BERLIN, "--create-lines"));
            var second = pool.submit(() -> load(two, BERLIN, "--create-lines"));
            assertThat(first.get()).isZero();
            assertThat(second.get()).isZero();
        }

        assertThat(pieces("PAINT-3")).isEqualTo(distinct);
    }

    @Test
    void an_import_taken_back_leaves_no_piece_and_can_be_loaded_again() throws IOException {
        var file = folder.resolve("undo.csv");
        Files.writeString(
                file,
                "LINE,START_DATETIME,FINISH_DATETIME\nUNDO-1,2026-03-02 08:00:00,2026-03-02 08:00:05\n");
        var importer = tools.getBean(FileImporter.class);

        load(file, BERLIN, "--create-lines");
        importer.undo(importer.newest(1).getFirst().id());
        long taken = pieces("UNDO-1");
        int again = load(file, BERLIN);

        assertThat(taken).isZero();
        assertThat(again).isZero();
        assertThat(pieces("UNDO-1")).isOne();
    }

    private static int load(Path file, String... options) {
        var arguments = new java.util.ArrayList<>(java.util.List.of(file.toString()));
        arguments.addAll(java.util.List.of(options));
        return ImportCommand.run(
                () -> tools.getBean(FileImporter.class), arguments.toArray(String[]::new));
    }

    private static long pieces(String code) {
        var line = tools.getBean(PlantModel.class).line(code).orElseThrow();
        var facts = tools.getBean(LineFacts.class);
        var count = new long[1];
        facts.extent(line.id())
                .ifPresent(
                        extent ->
                                facts.pieces(
                                        line.id(),
                                        new io.oeeanalytics.base.TimeRange(
                                                extent.from(), extent.to().plusSeconds(1)),
                                        (finished, product, good, scrap) -> count[0]++));
        return count[0];
    }

    private static PlantSimulator simulator() {
        return new PlantSimulator(new DemoPlant(LocalDate.of(2026, 6, 30)), 42);
    }

    private static SimulatedFiles files() {
        return new SimulatedFiles(simulator());
    }
}
