package io.oeeanalytics.oee.door;

import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.plant.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Figures as other systems read them: ratios are fractions of 1 and null where undefined, times are
 * minutes beside the exact milliseconds.
 *
 * @param pending whether facts have come in that these figures do not hold yet
 */
record OeeAnswer(
        String definition,
        LocalDate from,
        LocalDate to,
        String by,
        boolean pending,
        List<Row> items,
        Row total) {
    private static final double MS_PER_MINUTE = 60_000.0;

    record Row(
            @Nullable String line,
            LocalDate from,
            LocalDate to,
            @Nullable Integer shift,
            Map<String, @Nullable Double> kpis,
            List<Entry> ledger,
            Map<String, Double> times,
            Map<String, Long> pieces,
            @Nullable Double coverage,
            @Nullable Double oeeLow,
            @Nullable Double oeeHigh,
            List<String> flags,
            @Nullable String events) {}

    /** A part of planned busy time; all of them add up to it. */
    record Entry(String kind, double minutes, long milliseconds) {}

    static OeeAnswer of(GroupedFigures figures, String by) {
        return new OeeAnswer(
                "ISO 22400-2",
                figures.range().first(),
                figures.range().last(),
                by,
                figures.pending(),
                figures.groups().stream().map(OeeAnswer::row).toList(),
                row(figures.total()));
    }

    private static Row row(Group group) {
        var ledger = group.ledger();
        var bounds = ledger.oeeBounds();
        return new Row(
                group.line().map(Line::code).orElse(null),
                group.period().first(),
                group.period().last(),
                group.shift().orElse(null),
                kpis(group),
                ledger.losses().stream()
                        .map(
                                loss ->
                                        new Entry(
                                                loss.kind().name(),
                                                loss.millis() / MS_PER_MINUTE,
                                                loss.millis()))
                        .toList(),
                times(ledger),
                pieces(ledger),
                boxed(ledger.coverage()),
                bounds.map(one -> one.low()).orElse(null),
                bounds.map(one -> one.high()).orElse(null),
                flags(group),
                events(group));
    }

    private static Map<String, @Nullable Double> kpis(Group group) {
        var ledger = group.ledger();
        var kpis = new LinkedHashMap<String, @Nullable Double>();
        kpis.put("availability", boxed(ledger.ifCovered(ledger.availability())));
        kpis.put("effectiveness", boxed(ledger.ifCovered(ledger.effectiveness())));
        kpis.put("quality", boxed(ledger.ifCovered(ledger.quality())));
        kpis.put("oee", boxed(ledger.oeeIfCovered()));
        kpis.put("oeeKnownTime", boxed(ledger.oee()));
        kpis.put("nee", boxed(ledger.ifCovered(ledger.nee())));
        kpis.put("teep", boxed(ledger.ifCovered(ledger.teep())));
        kpis.put("ooe", boxed(ledger.ifCovered(ledger.ooe())));
        kpis.put("technicalEfficiency", boxed(ledger.technicalEfficiency()));
        kpis.put("utilizationEfficiency", boxed(ledger.utilizationEfficiency()));
        kpis.put("allocationEfficiency", boxed(ledger.allocationEfficiency()));
        kpis.put("setupRatio", boxed(ledger.setupRatio()));
        kpis.put("scrapRatio", boxed(ledger.scrapRatio()));
        kpis.put("reworkRatio", boxed(ledger.reworkRatio()));
        kpis.put("mtbfMinutes", minutes(group.mtbfMs()));
        kpis.put("mttrMinutes", minutes(group.mttrMs()));
        return kpis;
    }

    /** The elements of ISO 22400-2 by their short names, in minutes. */
    private static Map<String, Double> times(Ledger ledger) {
        var times = new LinkedHashMap<String, Double>();
        times.put("reference", ledger.referenceMs() / MS_PER_MINUTE);
        times.put("POT", ledger.plannedOperationMs() / MS_PER_MINUTE);
        times.put("PDOT", ledger.plannedDownMs() / MS_PER_MINUTE);
        times.put("PBT", ledger.plannedBusyMs() / MS_PER_MINUTE);
        times.put("ADOT", ledger.downMs() / MS_PER_MINUTE);
        times.put("ADET", ledger.delayMs() / MS_PER_MINUTE);
        times.put("AUST", ledger.setupMs() / MS_PER_MINUTE);
        times.put("APT", ledger.productionMs() / MS_PER_MINUTE);
        times.put("unknown", ledger.unknownMs() / MS_PER_MINUTE);
        return times;
    }

    private static Map<String, Long> pieces(Ledger ledger) {
        var made = ledger.made();
        var pieces = new LinkedHashMap<String, Long>();
        pieces.put("total", made.total());
        pieces.put("good", made.good());
        pieces.put("scrap", made.scrap());
        pieces.put("rework", made.rework());
        pieces.put("unplanned", ledger.unplanned().output().total());
        pieces.put("unobserved", ledger.unobserved().total());
        return pieces;
    }

    private static List<String> flags(Group group) {
        var ledger = group.ledger();
        var flags = new ArrayList<String>();
        if (!group.complete()) {
            flags.add("STILL_RUNNING");
        }
        if (group.imported()) {
            flags.add("IMPORTED_REPORT");
        }
        if (ledger.lacksCycles()) {
            flags.add("NO_IDEAL_CYCLE");
        }
        if (ledger.beatsIdealCycle()) {
            flags.add("IDEAL_CYCLE_TOO_SLOW");
        }
        if (!ledger.isCovered()) {
            flags.add("COVERAGE_TOO_LOW");
        }
        return flags;
    }

    /**
     * The page that opens the events behind the row; none where lines or many days are added up.
     */
    private static @Nullable String events(Group group) {
        if (group.line().isEmpty()) {
            return null;
        }
        var period = group.period();
        return period.first().equals(period.last())
                ? "/day?line=%s&date=%s".formatted(group.line().get().code(), period.first())
                : "/line?line=%s&days=%d&until=%s"
                        .formatted(group.line().get().code(), period.days(), period.last());
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Double minutes(OptionalDouble millis) {
        return millis.isPresent() ? millis.getAsDouble() / MS_PER_MINUTE : null;
    }
}
