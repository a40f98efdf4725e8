package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.demo.DemoPlant;
import io.oeeanalytics.demo.PlantSimulator;
import io.oeeanalytics.demo.SimulatedFiles;
import io.oeeanalytics.demo.StampStyle;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.ingest.FileImporter;
import io.oeeanalytics.production.ingest.ImportCommand;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The import command on a real PostgreSQL: whole files, once, and words for what is wrong. */
class ImportIT {
    private static final String BERLIN = "--line-zone=Europe/Berlin";

    @TempDir static Path folder;
    private static TestDatabase database;
    private static ConfigurableApplicationContext tools;

    @BeforeAll
    static void startDatabase() {
        database = TestDatabase.open();
        tools =
                CommandLineTools.start(
                        "--oee.data-folder=" + folder.resolve("data"),
                        "--DATABASE_URL=" + database.url());
    }

    @AfterAll
    static void stopDatabase() {
        tools.close();
        database.close();
    }

    @Test
    void a_piece_log_of_the_simulator_is_loaded_once_however_often_it_is_sent() throws Exception {
        var file = folder.resolve("pieces.csv");
        var files = files();
        var press = simulator().plant().line("PRESS-1");
        files.pieceLog(file, List.of(press), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 7));
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
                        List.of(weld),
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
    void an_import_whose_rows_another_one_counts_on_cannot_be_taken_back_alone()
            throws IOException {
        var january = folder.resolve("january.csv");
        Files.writeString(january, pieces(SHARED, 1));
        var quarter = folder.resolve("quarter.csv");
        Files.writeString(quarter, pieces(SHARED, 3));
        load(january, BERLIN, "--create-lines");
        load(quarter, BERLIN);
        var imports = tools.getBean(FileImporter.class);
        int first = imported("january.csv");

        assertThatThrownBy(() -> imports.undo(first, "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quarter.csv");
        assertThat(pieces(SHARED)).isEqualTo(3);

        imports.undo(imported("quarter.csv"), "test");
        imports.undo(first, "test");
        assertThat(pieces(SHARED)).isZero();
        assertThat(load(quarter, BERLIN)).isZero();
        assertThat(pieces(SHARED)).isEqualTo(3);
    }

    @Test
    void what_became_of_a_file_stands_in_the_audit_trail() throws IOException {
        var file = folder.resolve("audited.csv");
        Files.writeString(file, pieces("AUDIT-1", 1));

        load(file, BERLIN, "--create-lines");
        load(file, BERLIN);

        assertThat(audited("audited.csv")).containsExactly("LOADED", "KNOWN");
    }

    @Test
    void a_file_that_cannot_be_audited_is_not_loaded() throws IOException {
        var file = folder.resolve("unaudited.csv");
        Files.writeString(file, pieces("AUDIT-2", 1));
        var database = database();
        database.sql(
                        "alter table ops.audit_entry add constraint fault check (action <> 'FILE_IMPORTED') not valid")
                .update();
        try {
            assertThat(load(file, BERLIN, "--create-lines")).isNotZero();
        } finally {
            database.sql("alter table ops.audit_entry drop constraint fault").update();
        }

        assertThat(tools.getBean(PlantModel.class).line("AUDIT-2")).isEmpty();
        assertThat(load(file, BERLIN, "--create-lines")).isZero();
        assertThat(pieces("AUDIT-2")).isOne();
        assertThat(audited("unaudited.csv")).containsExactly("LOADED");
    }

    private static JdbcClient database() {
        return JdbcClient.create(tools.getBean(DataSource.class));
    }

    /** The states in which the imports of a file ended, in their order. */
    private static List<String> audited(String file) {
        return database()
                .sql(
                        "select substring(object from ': (.*)$') from ops.audit_entry where action = 'FILE_IMPORTED' and object like ? order by id")
                .param("%" + file + "%")
                .query(String.class)
                .list();
    }

    @Test
    void products_belong_to_the_site_of_their_line_whatever_the_zone_of_the_stamps()
            throws IOException {
        var local = folder.resolve("local.csv");
        Files.writeString(
                local,
                """
                LINE,START_DATETIME,FINISH_DATETIME,PRODUCT
                ZONE-1,2026-03-02 08:00:00.000,2026-03-02 08:00:05.000,BR-20
                """);
        var utc = folder.resolve("utc.csv");
        Files.writeString(
                utc,
                """
                LINE,START_DATETIME,FINISH_DATETIME,PRODUCT
                ZONE-1,2026-03-03 08:00:00.000,2026-03-03 08:00:05.000,BR-20
                """);
        load(local, BERLIN, "--create-lines");
        var plant = tools.getBean(PlantModel.class);
        int sites = plant.sites().size();

        load(utc, "--line-zone=UTC");

        var line = plant.line("ZONE-1").orElseThrow();
        var seen = new java.util.TreeSet<Integer>();
        var facts = tools.getBean(LineFacts.class);
        facts.pieces(
                line.id(),
                facts.extent(line.id()).map(ImportIT::aMomentLonger).orElseThrow(),
                (finished, product, good, scrap) -> seen.add(product));
        assertThat(seen).hasSize(1);
        assertThat(plant.sites()).hasSize(sites);
    }

    @Test
    void an_ideal_cycle_for_a_line_the_file_lacks_is_refused_before_anything_is_loaded()
            throws IOException {
        var file = folder.resolve("cycle.csv");
        Files.writeString(file, pieces("CYCLE-1", 2));

        assertThat(load(file, BERLIN, "--create-lines", "--ideal-cycle=CYCLE-2=30")).isOne();
        assertThat(load(file, BERLIN, "--create-lines", "--ideal-cycle=CYCLE-1=0")).isEqualTo(2);
        assertThat(load(file, BERLIN, "--create-lines", "--ideal-cycle=cycle-1=30")).isZero();

        var plant = tools.getBean(PlantModel.class);
        assertThat(plant.cycles(plant.line("CYCLE-1").orElseThrow().id()).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.millis()).isEqualTo(30_000));
    }

    @Test
    void a_daily_report_names_rows_that_cannot_be_a_day_of_a_line() throws IOException {
        var file = folder.resolve("report.csv");
        Files.writeString(
                file,
                """
                PRODUCTION_LINE,Date,Planned_Production_Time_Seconds,Actual_Run_Time_Seconds,Total_Actual_Output,Ideal_Cycle_Time_Seconds,Availability,Performance,Quality,OEE
                REP-1,2026-03-02,28800,24000,600,30,0.8333,0.75,1,0.625
                REP-1,2026-03-02,28800,24000,700,30,0.8333,0.875,1,0.7292
                REP-1,2026-03-03,28800,24000,600,1767225600,0.8333,0.75,1,0.625
                REP-1,2026-03-04,28800,24000,600,30,0.8333,0.75,97,0.625
                """);

        assertThat(load(file, BERLIN, "--create-lines")).isOne();

        var imports = tools.getBean(FileImporter.class);
        assertThat(imports.findings(imported("report.csv"), Set.of(Outcome.REJECTED), 0, 10))
                .extracting(finding -> finding.fileLine() + " " + finding.rule())
                .containsExactly("3 REPEATED", "4 BAD_NUMBER", "5 BAD_NUMBER");
    }

    @Test
    void of_overlapping_rows_that_may_stay_the_longer_of_one_start_is_kept_and_the_other_told()
            throws IOException {
        var file = folder.resolve("overlapping.csv");
        Files.writeString(
                file,
                """
                PRODUCTION_LINE,SHIFT,START_DATETIME,FINISH_DATETIME,STATUS,IS_DELETED,STATUS_NAME
                OVER-1,1,3/16/26 8:00,3/16/26 9:00,21,0,Machine Failure
                OVER-1,1,3/16/26 8:00,3/16/26 10:00,21,0,Machine Failure
                """);

        assertThat(load(file, BERLIN, "--create-lines", "--without-rule=OVERLAP")).isZero();

        var line = tools.getBean(PlantModel.class).line("OVER-1").orElseThrow();
        var facts = tools.getBean(LineFacts.class);
        assertThat(facts.states(line.id(), facts.extent(line.id()).orElseThrow()))
                .singleElement()
                .satisfies(
                        state ->
                                assertThat(state.finishedAt())
                                        .isEqualTo(state.startedAt().plusSeconds(7200)));
        assertThat(
                        tools.getBean(FileImporter.class)
                                .findings(
                                        imported("overlapping.csv"),
                                        Set.of(Outcome.LEFT_OUT),
                                        0,
                                        10))
                .extracting(finding -> finding.fileLine())
                .containsExactly(2L);
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
        files.pieceLog(one, List.of(paint), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 5));
        files.pieceLog(two, List.of(paint), LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 7));
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
        importer.undo(importer.newest(1).getFirst().id(), "test");
        long taken = pieces("UNDO-1");
        int again = load(file, BERLIN);

        assertThat(taken).isZero();
        assertThat(again).isZero();
        assertThat(pieces("UNDO-1")).isOne();
    }

    private static int load(Path file, String... options) {
        var arguments = new java.util.ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(options));
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

    private static final String SHARED = "SHARED-1";

    /** One piece on the second of each month. */
    private static String pieces(String line, int months) {
        var csv = new StringBuilder("LINE,START_DATETIME,FINISH_DATETIME\n");
        for (int month = 1; month <= months; month++) {
            csv.append(
                    "%1$s,2026-0%2$d-02 08:00:00.000,2026-0%2$d-02 08:00:05.000%n"
                            .formatted(line, month));
        }
        return csv.toString();
    }

    private static int imported(String file) {
        return tools.getBean(FileImporter.class).newest(50).stream()
                .filter(report -> report.fileName().equals(file))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static TimeRange aMomentLonger(TimeRange range) {
        return new TimeRange(range.from(), range.to().plusSeconds(1));
    }
}
