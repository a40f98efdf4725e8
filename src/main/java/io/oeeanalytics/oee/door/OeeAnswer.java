package io.oeeanalytics.oee.door;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Figures as other systems read them: ratios are fractions of 1 and null where undefined, times are
 * minutes beside the exact milliseconds.
 *
 * @param definition whose availability, effectiveness, quality and oee the rows tell
 * @param knownAt the instant of the second clock; null: as known now
 * @param rules of lines that are few enough to be told
 * @param leftOut codes of lines that have no part in rows that add lines up
 * @param pending whether facts have come in that these figures do not hold yet
 * @param total of the whole range, whatever page the items are
 * @param next cursor of the next page of items; null: this is the last
 */
record OeeAnswer(
        String definition,
        LocalDate from,
        LocalDate to,
        String by,
        @Nullable Instant knownAt,
        List<Rules> rules,
        List<String> leftOut,
        boolean pending,
        List<Row> items,
        Row total,
        @Nullable String next) {
    private static final double MS_PER_MINUTE = 60_000.0;

    /** The same time under one definition. */
    record Reading(
            String definition,
            Map<String, @Nullable Double> factors,
            @Nullable Double oee,
            double baseMinutes,
            List<Entry> ledger) {}

    /** Which rules a line's figures follow: when each kind was last edited; null: never. */
    record Rules(
            String line,
            @Nullable Instant calendar,
            @Nullable Instant cycles,
            @Nullable Instant statuses,
            @Nullable Instant settings) {}

    record Row(
            @Nullable String line,
            LocalDate from,
            LocalDate to,
            @Nullable Integer shift,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String product,
            Map<String, @Nullable Double> kpis,
            List<Entry> ledger,
            Map<String, Double> times,
            Map<String, Long> pieces,
            @Nullable Double coverage,
            @Nullable Double oeeLow,
            @Nullable Double oeeHigh,
            List<String> flags,
            @Nullable List<Reading> definitions,
            @Nullable String page,
            String events) {}

    /** A part of planned busy time; all of them add up to it. */
    record Entry(String kind, double minutes, long milliseconds) {}

    /**
     * How the figures are to be told.
     *
     * @param lines codes of all lines that are asked for; none: all of the plant
     */
    record Manner(
            String by,
            DefinitionInForce definition,
            boolean compare,
            @Nullable Instant knownAt,
            List<Rules> rules,
            List<String> lines) {}

    static OeeAnswer of(
            GroupedFigures figures, List<Group> page, Manner manner, @Nullable String next) {
        return new OeeAnswer(
                manner.definition().definition().name(),
                figures.range().first(),
                figures.range().last(),
                manner.by(),
                manner.knownAt(),
                manner.rules(),
                figures.leftOut().stream().map(Line::code).toList(),
                figures.pending(),
                page.stream().map(group -> row(group, manner, flags(group, figures))).toList(),
                row(figures.total(), manner, flagsOfAll(figures, manner)),
                next);
    }

    private static Row row(Group group, Manner manner, List<String> flags) {
        var ledger = group.ledger();
        var read = DefinedOee.of(ledger, manner.definition().definition());
        var bounds = read.bounds();
        return new Row(
                group.line().map(Line::code).orElse(null),
                group.period().first(),
                group.period().last(),
                group.shift().orElse(null),
                group.hour().map(TimeRange::from).orElse(null),
                group.hour().map(TimeRange::to).orElse(null),
                group.product().map(Product::code).orElse(null),
                kpis(ledger, read),
                entries(read),
                times(ledger),
                pieces(ledger),
                boxed(ledger.coverage()),
                bounds.map(one -> one.low()).orElse(null),
                bounds.map(one -> one.high()).orElse(null),
                flags,
                manner.compare()
                        ? DefinedOee.all(ledger).stream().map(OeeAnswer::reading).toList()
                        : null,
                page(group, manner),
                events(group, manner));
    }

    private static List<Entry> entries(DefinedOee read) {
        return read.losses().stream()
                .map(
                        loss ->
                                new Entry(
                                        loss.kind().name(),
                                        loss.millis() / MS_PER_MINUTE,
                                        loss.millis()))
                .toList();
    }

    private static Reading reading(DefinedOee read) {
        var factors = new LinkedHashMap<String, @Nullable Double>();
        read.factors()
                .forEach(factor -> factors.put(camelCase(factor.name()), boxed(factor.value())));
        return new Reading(
                read.definition().name(),
                factors,
                boxed(read.oee()),
                read.baseMs() / MS_PER_MINUTE,
                entries(read));
    }

    /** As other keys are written: AVAILABILITY_EFFICIENCY is availabilityEfficiency. */
    private static String camelCase(Enum<?> name) {
        var words = name.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(
                                word ->
                                        word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                + word.substring(1))
                        .collect(Collectors.joining());
    }

    private static Map<String, @Nullable Double> kpis(Ledger ledger, DefinedOee read) {
        var kpis = new LinkedHashMap<String, @Nullable Double>();
        read.factors().forEach(factor -> kpis.put(camelCase(factor.name()), boxed(factor.value())));
        kpis.put("oee", boxed(read.oee()));
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
        kpis.put("mtbfMinutes", minutes(ledger.mtbfMs()));
        kpis.put("mttrMinutes", minutes(ledger.mttrMs()));
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

    /** Those of the total, which take lines together. */
    private static List<String> flagsOfAll(GroupedFigures figures, Manner manner) {
        var flags = new ArrayList<>(flags(figures.total(), figures));
        if (manner.definition().sitesDiffer()) {
            flags.add("DEFINITIONS_DIFFER");
        }
        return flags;
    }

    private static List<String> flags(Group group, GroupedFigures figures) {
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
        if (group.line().isEmpty() && !figures.leftOut().isEmpty()) {
            flags.add("LINES_LEFT_OUT");
        }
        if (ledger.beatsIdealCycle()) {
            flags.add("IDEAL_CYCLE_TOO_SLOW");
        }
        if (!ledger.isCovered()) {
            flags.add("COVERAGE_TOO_LOW");
        }
        return flags;
    }

    /** The page that explains the row; none where lines are added up. */
    private static @Nullable String page(Group group, Manner manner) {
        if (group.line().isEmpty()) {
            return null;
        }
        var period = group.period();
        var page =
                manner.knownAt() != null
                        ? explained(period, manner.knownAt(), group.shift())
                        : period.first().equals(period.last())
                                ? UriComponentsBuilder.fromPath("/day")
                                        .queryParam("line", "{line}")
                                        .queryParam("date", period.first())
                                : UriComponentsBuilder.fromPath("/line")
                                        .queryParam("line", "{line}")
                                        .queryParam("days", period.days())
                                        .queryParam("until", period.last());
        // As a variable, so that signs with a meaning of their own in an address are encoded too.
        return page.encode().buildAndExpand(group.line().get().code()).toUriString();
    }

    private static UriComponentsBuilder explained(
            Period period, Instant knownAt, Optional<Integer> shift) {
        var page =
                UriComponentsBuilder.fromPath("/explain")
                        .queryParam("line", "{line}")
                        .queryParam("from", period.first())
                        .queryParam("to", period.last())
                        .queryParam("knownAt", knownAt);
        return shift.filter(number -> number > 0).isEmpty()
                ? page
                : page.queryParam("shift", shift.get());
    }

    /** The facts behind the row: of all of its lines, in its time, by its clock. */
    private static String events(Group group, Manner manner) {
        var codes = group.line().map(line -> List.of(line.code())).orElse(manner.lines());
        var list = UriComponentsBuilder.fromPath("/api/v1/events");
        for (int i = 0; i < codes.size(); i++) {
            list.queryParam("line", "{line%d}".formatted(i));
        }
        if (group.hour().isPresent()) {
            list.queryParam("from", group.hour().get().from())
                    .queryParam("to", group.hour().get().to());
        } else {
            list.queryParam("firstDate", group.period().first())
                    .queryParam("lastDate", group.period().last());
            group.shift()
                    .filter(number -> number > 0)
                    .ifPresent(number -> list.queryParam("shift", number));
        }
        if (manner.knownAt() != null) {
            list.queryParam("knownAt", manner.knownAt());
        }
        return list.encode().buildAndExpand(codes.toArray()).toUriString();
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Double minutes(OptionalDouble millis) {
        return millis.isPresent() ? millis.getAsDouble() / MS_PER_MINUTE : null;
    }
}
