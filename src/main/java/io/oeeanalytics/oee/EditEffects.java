package io.oeeanalytics.oee;

import static java.util.stream.Collectors.joining;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.FactRetention;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.WordEdit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Measures what people's edits do to shifts that were closed before, once for each edit. */
@Service
class EditEffects {
    /**
     * A rule may change all of the past; its effect is measured on as many days before it, that of
     * a file on its last days.
     */
    private static final int MEASURED_DAYS = 31;

    private static final String IMPORT = "IMPORT";
    private static final String VOID = "VOID";

    /**
     * An edit bears the time it began, and a whole plant takes a while to be put: it may be seen
     * only later. What was measured before is not kept twice.
     */
    private static final Duration LOOKED_BACK = Duration.ofMinutes(2);

    private record Edit(Instant at, String by, String kind, TimeRange about, String what) {}

    /** What is recorded at one instant by one person is one edit. */
    private record Act(Instant at, String by) implements Comparable<Act> {
        @Override
        public int compareTo(Act other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? by.compareTo(other.by) : byTime;
        }
    }

    private final PlantModel plant;
    private final LineFacts facts;
    private final FactsOfDays gathered;
    private final JooqShiftReports reports;
    private final Definitions definitions;
    private final FactRetention retention;
    private final Clock clock;

    EditEffects(
            PlantModel plant,
            LineFacts facts,
            FactsOfDays gathered,
            JooqShiftReports reports,
            Definitions definitions,
            FactRetention retention,
            Clock clock) {
        this.plant = plant;
        this.facts = facts;
        this.gathered = gathered;
        this.reports = reports;
        this.definitions = definitions;
        this.retention = retention;
        this.clock = clock;
    }

    /** Looks at the edits of the line since it was looked at before. */
    @Transactional
    public void measure(Line line) {
        var after = reports.seen(line.id());
        // What is being recorded now may be committed a moment later than its time.
        var upTo = clock.instant().minus(Duration.ofSeconds(1)).truncatedTo(ChronoUnit.MICROS);
        if (!upTo.isAfter(after)) {
            return;
        }
        var acts = new TreeMap<Act, List<Edit>>();
        edits(line, after.minus(LOOKED_BACK), upTo)
                .forEach(
                        edit ->
                                acts.computeIfAbsent(
                                                new Act(edit.at(), edit.by()),
                                                act -> new ArrayList<>())
                                        .add(edit));
        acts.forEach((act, edits) -> measure(line, act, edits));
        reports.seen(line.id(), upTo);
    }

    private Stream<Edit> edits(Line line, Instant after, Instant upTo) {
        var words =
                Stream.concat(
                        facts.wordEdits(line.id(), after, upTo).stream()
                                .map(word -> edit(word, word.what())),
                        saidOfOtherTracks(line, after, upTo));
        var rules =
                plant.edits(line, after, upTo).stream()
                        .map(
                                rule ->
                                        new Edit(
                                                rule.recordedAt(),
                                                rule.by(),
                                                rule.kind().name(),
                                                from(rule.validFrom(), rule.recordedAt()),
                                                rule.what()));
        var files =
                facts.fileEdits(line, after, upTo).stream()
                        .map(
                                file ->
                                        new Edit(
                                                file.recordedAt(),
                                                file.by(),
                                                IMPORT,
                                                lastDays(file.about()),
                                                file.what()));
        var events =
                facts.eventEdits(line, after, upTo).stream()
                        .map(
                                act ->
                                        new Edit(
                                                act.recordedAt(),
                                                act.by(),
                                                VOID,
                                                lastDays(act.about()),
                                                act.what()));
        return Stream.of(words, rules, files, events).flatMap(Function.identity());
    }

    private static TimeRange lastDays(TimeRange about) {
        var first = about.to().minus(Duration.ofDays(MEASURED_DAYS));
        return about.from().isBefore(first) ? new TimeRange(first, about.to()) : about;
    }

    /** A reason said of one track changes those, too, that shared its log at the time. */
    private Stream<Edit> saidOfOtherTracks(Line line, Instant after, Instant upTo) {
        var edits = new LinkedHashSet<Edit>();
        for (var stretch : plant.statusLogs(line).stretches()) {
            for (var track : stretch.tracks()) {
                if (!track.equals(line.id())) {
                    var where = " on " + plant.line(track).code();
                    facts.wordEdits(track, after, upTo).stream()
                            .filter(word -> word.kind() == WordEdit.Kind.RECLASSIFICATION)
                            .filter(word -> stretch.range().touches(word.about()))
                            .forEach(word -> edits.add(edit(word, word.what() + where)));
                }
            }
        }
        return edits.stream();
    }

    private static Edit edit(WordEdit word, String what) {
        return new Edit(word.recordedAt(), word.by(), word.kind().name(), word.about(), what);
    }

    private static TimeRange from(Instant from, Instant recordedAt) {
        var first = recordedAt.minus(Duration.ofDays(MEASURED_DAYS));
        var later = from.isAfter(first) ? from : first;
        return new TimeRange(later.isAfter(recordedAt) ? recordedAt : later, recordedAt);
    }

    private void measure(Line line, Act act, List<Edit> edits) {
        var about = edits.stream().map(Edit::about).reduce(TimeRange::hull).orElseThrow();
        var settled = retention.settledBefore();
        var closed =
                reports
                        .reports(
                                line,
                                date(about.from(), line).minusDays(1),
                                date(about.to(), line),
                                definitions.byDate(line))
                        .stream()
                        .filter(report -> report.frozenAt().isBefore(act.at()))
                        .filter(report -> report.range().touches(about))
                        .filter(report -> !report.range().from().isBefore(settled))
                        .toList();
        var after = Knowledge.at(act.at());
        var before = act.at().minus(1, ChronoUnit.MICROS);
        var rulesBefore = after.withWords(before).withCycles(before).withCalendar(before);
        var without =
                edits.stream()
                                .anyMatch(
                                        edit ->
                                                edit.kind().equals(IMPORT)
                                                        || edit.kind().equals(VOID))
                        ? rulesBefore.withFacts(before)
                        : rulesBefore;
        var settingsBefore = plant.settings(line.siteId(), before);
        var settings = plant.settings(line.siteId(), act.at());
        Map<LocalDate, List<ShiftLedger>> was = new TreeMap<>();
        Map<LocalDate, List<ShiftLedger>> is = new TreeMap<>();
        for (var report : closed) {
            var date = report.businessDate();
            var from =
                    ledger(
                            was.computeIfAbsent(
                                    date, day -> gathered.gather(line, day, without).ledgers(day)),
                            report.shift());
            var to =
                    ledger(
                            is.computeIfAbsent(
                                    date, day -> gathered.gather(line, day, after).ledgers(day)),
                            report.shift());
            // An edit of what OEE means changes no ledger and may raise it all the same.
            var readBefore = DefinedOee.of(from, Definitions.at(settingsBefore, line.zone(), date));
            var read = DefinedOee.of(to, Definitions.at(settings, line.zone(), date));
            if (!from.equals(to) || !readBefore.oee().equals(read.oee())) {
                reports.add(
                        new EditEffect(
                                0,
                                line.id(),
                                date,
                                report.shift(),
                                act.at(),
                                act.by(),
                                List.copyOf(
                                        new LinkedHashSet<>(
                                                edits.stream().map(Edit::kind).toList())),
                                edits.stream().map(Edit::what).distinct().collect(joining("; ")),
                                read.definition(),
                                readBefore.oee(),
                                read.oee(),
                                read.baseMs()));
            }
        }
    }

    private static LocalDate date(Instant instant, Line line) {
        return instant.atZone(line.zone()).toLocalDate();
    }

    private static Ledger ledger(List<ShiftLedger> shifts, int number) {
        return shifts.stream()
                .filter(shift -> shift.shift() == number)
                .findFirst()
                .map(ShiftLedger::ledger)
                .orElse(Ledger.ZERO);
    }
}
