package io.oeeanalytics.demo;

import io.oeeanalytics.demo.DemoProduct.IdealCycle;
import io.oeeanalytics.plant.Shift;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * What the invented plant is: lines, products, shifts, closed days, and the few things that happen
 * to it on known days. Those days count back from {@code historyEnd}, so that the story always lies
 * inside the history that is shown. Whoever restarts a simulation keeps that date with the seed.
 */
public final class DemoPlant {
    /** Days before the end of the history on which WELD-2's new tooling slowed it for good. */
    static final int LEVEL_SHIFT_DAYS_BACK = 150;

    static final int CYCLE_REVISION_DAYS_BACK = 182;
    static final String LEVEL_SHIFT_LINE = "WELD-2";
    static final String DRIFTING_LINE = "PAINT-3";

    private static final LocalDate SINCE_EVER = LocalDate.of(2015, 1, 1);

    private static final ShiftPattern EARLY =
            new ShiftPattern(
                    1,
                    "Early",
                    LocalTime.of(6, 0),
                    LocalTime.of(14, 0),
                    List.of(
                            new PlannedBreak(
                                    LocalTime.of(8, 45), LocalTime.of(9, 0), DemoStatuses.BREAK),
                            new PlannedBreak(
                                    LocalTime.of(11, 30),
                                    LocalTime.of(12, 0),
                                    DemoStatuses.LUNCH)));
    private static final ShiftPattern LATE =
            new ShiftPattern(
                    2,
                    "Late",
                    LocalTime.of(14, 0),
                    LocalTime.of(22, 0),
                    List.of(
                            new PlannedBreak(
                                    LocalTime.of(16, 15), LocalTime.of(16, 30), DemoStatuses.BREAK),
                            new PlannedBreak(
                                    LocalTime.of(18, 30),
                                    LocalTime.of(19, 0),
                                    DemoStatuses.LUNCH)));

    private final LocalDate historyEnd;
    private final List<DemoLine> lines;
    private final List<StatusOutage> outages;

    /**
     * @param historyEnd last business date of the generated history; later days are live
     */
    public DemoPlant(LocalDate historyEnd) {
        this.historyEnd = historyEnd;
        this.lines = List.of(press(), weld(historyEnd), paint(), assembly(), packing());
        this.outages =
                List.of(
                        outage("PRESS-1", 26, LocalTime.of(9, 20), LocalTime.of(13, 5)),
                        outage("PAINT-3", 71, LocalTime.of(15, 10), LocalTime.of(20, 40)),
                        outage("ASSY-4", 118, LocalTime.of(7, 0), LocalTime.of(10, 15)));
    }

    public String siteName() {
        return "Riverside Works";
    }

    public ZoneId zone() {
        return ZoneId.of("Europe/Berlin");
    }

    public LocalDate historyEnd() {
        return historyEnd;
    }

    public List<DemoLine> lines() {
        return lines;
    }

    public DemoLine line(String code) {
        return lines.stream()
                .filter(line -> line.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the demo plant has no line %s, only %s"
                                                .formatted(
                                                        code,
                                                        lines.stream()
                                                                .map(DemoLine::code)
                                                                .toList())));
    }

    /** Closed days in order of date, Saturdays and Sundays among them where a rule names one. */
    public List<ClosedDay> closedDays(int year) {
        return List.copyOf(ClosedDays.of(year));
    }

    public boolean isClosed(LocalDate date) {
        return ClosedDays.of(date.getYear()).stream().anyMatch(day -> day.date().equals(date));
    }

    /** The shifts the line is planned for on that local date; none on Sundays and closed days. */
    public List<Shift> shifts(DemoLine line, LocalDate date) {
        var patterns = line.patterns(date.getDayOfWeek());
        if (patterns.isEmpty() || isClosed(date)) {
            return List.of();
        }
        return patterns.stream().map(pattern -> pattern.on(date, zone())).toList();
    }

    /** First day of the lasting slow-down of WELD-2. */
    public LocalDate levelShiftFrom() {
        return historyEnd.minusDays(LEVEL_SHIFT_DAYS_BACK);
    }

    public List<StatusOutage> statusOutages() {
        return outages;
    }

    public boolean isCounterDead(DemoLine line, LocalDate date) {
        return line.code().equals("ASSY-4") && date.equals(workingDayBefore(line, 45));
    }

    private StatusOutage outage(String code, int daysBack, LocalTime from, LocalTime to) {
        return new StatusOutage(code, workingDayBefore(line(code), daysBack), from, to);
    }

    /**
     * The last day with two shifts that lies at least so many days before the end of the history.
     */
    private LocalDate workingDayBefore(DemoLine line, int daysBack) {
        var date = historyEnd.minusDays(daysBack);
        while (shifts(line, date).size() < 2) {
            date = date.minusDays(1);
        }
        return date;
    }

    private static DemoLine press() {
        return new DemoLine(
                "PRESS-1",
                "Press line",
                0.72,
                true,
                List.of(
                        product("BR-20", "Bracket 20", 12_500, 0.010, 1.00),
                        product("BR-35", "Bracket 35", 14_000, 0.014, 1.02),
                        product("CV-10", "Cover plate 10", 16_500, 0.022, 0.99)),
                List.of(EARLY, LATE),
                List.of(EARLY));
    }

    private static DemoLine weld(LocalDate historyEnd) {
        var revised =
                List.of(
                        new IdealCycle(SINCE_EVER, 31_000),
                        new IdealCycle(historyEnd.minusDays(CYCLE_REVISION_DAYS_BACK), 28_500));
        return new DemoLine(
                "WELD-2",
                "Welding cell",
                0.70,
                true,
                List.of(
                        product("FR-A", "Frame A", 26_000, 0.012, 1.00),
                        new DemoProduct("FR-B", "Frame B", revised, 0.018, 1.01)),
                List.of(EARLY, LATE),
                List.of());
    }

    private static DemoLine paint() {
        return new DemoLine(
                "PAINT-3",
                "Paint shop",
                0.68,
                true,
                List.of(
                        product("FR-A-RAL", "Frame A, painted", 18_000, 0.026, 1.00),
                        product("FR-B-RAL", "Frame B, painted", 20_000, 0.032, 1.00),
                        product("CV-10-RAL", "Cover plate 10, painted", 22_000, 0.022, 1.03)),
                List.of(EARLY, LATE),
                List.of());
    }

    private static DemoLine assembly() {
        return new DemoLine(
                "ASSY-4",
                "Final assembly",
                0.62,
                true,
                List.of(
                        product("TR-S", "Trolley small", 38_000, 0.006, 1.00),
                        product("TR-M", "Trolley medium", 46_000, 0.008, 1.02),
                        product("TR-L", "Trolley large", 55_000, 0.012, 1.01),
                        product("TR-X", "Trolley special", 52_000, 0.020, 1.06)),
                List.of(EARLY, LATE),
                List.of());
    }

    private static DemoLine packing() {
        return new DemoLine(
                "PACK-5",
                "Packing",
                0.80,
                false,
                List.of(
                        product("BX-1", "Box single", 12_000, 0.005, 1.00),
                        product("BX-4", "Box of four", 15_000, 0.007, 1.01)),
                List.of(EARLY, LATE),
                List.of());
    }

    private static DemoProduct product(
            String code, String name, long idealMillis, double scrapShare, double slowness) {
        return new DemoProduct(
                code, name, List.of(new IdealCycle(SINCE_EVER, idealMillis)), scrapShare, slowness);
    }
}
