package io.oeeanalytics.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Simulated days as the files a plant would hand over: UTF-8, commas, rows by line and then by
 * time. Periods are {@code [from, to)} in business dates. Nothing here closes a writer it was
 * given.
 */
public final class SimulatedFiles {
    static final String STATUS_HEADER =
            "PRODUCTION_LINE,SHIFT,START_DATETIME,FINISH_DATETIME,STATUS,IS_DELETED,STATUS_NAME";
    static final String PIECE_HEADER = "LINE,START_DATETIME,FINISH_DATETIME,PRODUCT,GOOD,SCRAP";
    static final String REPORT_HEADER =
            "PRODUCTION_LINE,Date,Planned_Production_Time_Seconds,Actual_Run_Time_Seconds,"
                    + "Total_Actual_Output,Ideal_Cycle_Time_Seconds,"
                    + "Availability,Performance,Quality,OEE";

    private static final String END_OF_ROW = "\n";

    private final PlantSimulator simulator;
    private final ZoneId zone;

    public SimulatedFiles(PlantSimulator simulator) {
        this.simulator = simulator;
        this.zone = simulator.plant().zone();
    }

    /**
     * End Of Operations finishes where the next working day of the period begins; the last one of
     * each line has no finish. Lines without a status log have no rows.
     */
    public void statusLog(
            Writer out, List<DemoLine> lines, LocalDate from, LocalDate to, StampStyle style)
            throws IOException {
        requirePeriod(from, to);
        out.append(STATUS_HEADER).append(END_OF_ROW);
        for (var line : lines) {
            StateSpan open = null;
            for (var date = from; date.isBefore(to); date = date.plusDays(1)) {
                for (var state : simulator.day(line, date).states()) {
                    if (open != null) {
                        statusRow(out, line, open, state.from(), style);
                        open = null;
                    }
                    var finish = state.to();
                    if (finish == null) {
                        open = state;
                    } else {
                        statusRow(out, line, state, finish, style);
                    }
                }
            }
            if (open != null) {
                statusRow(out, line, open, null, style);
            }
        }
    }

    public void statusLog(
            Path file, List<DemoLine> lines, LocalDate from, LocalDate to, StampStyle style)
            throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            statusLog(out, lines, from, to, style);
        }
    }

    /** One row per piece, stamped to the millisecond in local time. */
    public void pieceLog(Writer out, List<DemoLine> lines, LocalDate from, LocalDate to)
            throws IOException {
        requirePeriod(from, to);
        out.append(PIECE_HEADER).append(END_OF_ROW);
        for (var line : lines) {
            for (var date = from; date.isBefore(to); date = date.plusDays(1)) {
                var pieces = simulator.day(line, date).pieces();
                for (int i = 0; i < pieces.count(); i++) {
                    out.append(line.code()).append(',');
                    StampStyle.appendMillis(out, local(pieces.startedAt(i)));
                    out.append(',');
                    StampStyle.appendMillis(out, local(pieces.finishedAt(i)));
                    out.append(',').append(line.products().get(pieces.productIndex(i)).code());
                    out.append(pieces.good(i) ? ",1,0" : ",0,1").append(END_OF_ROW);
                }
            }
        }
    }

    public void pieceLog(Path file, List<DemoLine> lines, LocalDate from, LocalDate to)
            throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            pieceLog(out, lines, from, to);
        }
    }

    /** One row per working day; seconds and fractions of 1. */
    public void dailyReport(Writer out, List<DemoLine> lines, LocalDate from, LocalDate to)
            throws IOException {
        requirePeriod(from, to);
        out.append(REPORT_HEADER).append(END_OF_ROW);
        for (var line : lines) {
            for (var date = from; date.isBefore(to); date = date.plusDays(1)) {
                var day = simulator.day(line, date);
                if (!day.shifts().isEmpty()) {
                    var report = ReportedDay.of(day);
                    var cells = new ArrayList<String>();
                    cells.add(line.code());
                    cells.add(date.toString());
                    cells.add(Double.toString(report.plannedMs() / 1000.0));
                    cells.add(Double.toString(report.runMs() / 1000.0));
                    cells.add(Integer.toString(report.output()));
                    cells.add(Double.toString(report.idealCycleSeconds()));
                    cells.add(Double.toString(report.availability()));
                    cells.add(Double.toString(report.performance()));
                    cells.add(Double.toString(report.quality()));
                    cells.add(Double.toString(report.oee()));
                    out.append(String.join(",", cells)).append(END_OF_ROW);
                }
            }
        }
    }

    public void dailyReport(Path file, List<DemoLine> lines, LocalDate from, LocalDate to)
            throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            dailyReport(out, lines, from, to);
        }
    }

    private void statusRow(
            Writer out, DemoLine line, StateSpan state, @Nullable Instant finish, StampStyle style)
            throws IOException {
        out.append(line.code()).append(',').append(Integer.toString(state.shift())).append(',');
        style.append(out, state.from(), zone);
        out.append(',');
        if (finish != null) {
            style.append(out, finish, zone);
        }
        out.append(',').append(Integer.toString(state.statusCode()));
        out.append(state.deleted() ? ",1," : ",0,");
        out.append(DemoStatuses.of(state.statusCode()).name()).append(END_OF_ROW);
    }

    private LocalDateTime local(long epochMillis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), zone);
    }

    private static void requirePeriod(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "a period from %s cannot end before it, at %s".formatted(from, to));
        }
    }
}
