package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.NaiveAccount.Key;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.SiteSettings;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.production.LoggedState;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The engine as a history sees it: the only place of these tests that knows how it is called. */
record Engine(History history) {
    ShiftCalendar calendar() {
        return new ShiftCalendar(history.line().zone(), history.weeks(), history.holidays());
    }

    IdealCycles cycles() {
        return new IdealCycles(history.cycles());
    }

    private SiteSettings settings() {
        return SiteSettings.always(
                new Settings(
                        history.microStop(),
                        MicroStopBucket.PERFORMANCE,
                        history.startUp(),
                        OeeDefinition.ISO_22400));
    }

    private StatusHistory statuses() {
        return new StatusHistory(
                history.catalogue().values().stream()
                        .map(status -> new StatusHistory.Row(status, Instant.EPOCH))
                        .toList(),
                history.now());
    }

    List<StateInterval> intervals() {
        var states = new ArrayList<>(history.states());
        states.sort(
                Comparator.comparing(LoggedState::startedAt).thenComparingInt(LoggedState::status));
        return new LoggedStates(statuses(), history.now(), this::lastPieceBefore)
                .intervals(states, history.words());
    }

    /** At the end of its step, since the naive double knows whole steps only. */
    private Optional<Instant> lastPieceBefore(Instant before) {
        return history.counts().stream()
                .map(count -> count.over().to())
                .filter(at -> at.isBefore(before))
                .max(Instant::compareTo)
                .map(at -> Instant.ofEpochMilli(history.stepAfter(at.toEpochMilli())));
    }

    /** Every count with the product it names, or that was running. */
    List<Count> counts() {
        return pieces().within(new TimeRange(Instant.EPOCH, history.now().plusSeconds(1_000_000)));
    }

    List<ShiftLedger> ledgers() {
        var days =
                new LineDays(
                        history.line(),
                        calendar(),
                        settings(),
                        cycles(),
                        intervals(),
                        pieces(),
                        Map.of(),
                        history.now());
        return dates().stream().flatMap(date -> days.ledgers(date).stream()).toList();
    }

    List<LocalDate> dates() {
        return history.first().datesUntil(history.last().plusDays(1)).toList();
    }

    private MadePieces pieces() {
        var pieces = new MadePieces(history.products());
        var later = new ArrayList<Count>();
        for (var count : history.counts()) {
            boolean plain =
                    count.over().isEmpty()
                            && count.rework() == 0
                            && count.good() + count.scrap() == count.total();
            if (plain) {
                pieces.piece(
                        count.over().to().toEpochMilli(),
                        product(count),
                        (int) count.good(),
                        (int) count.scrap());
            } else {
                later.add(count);
            }
        }
        for (var count : later) {
            pieces.counted(
                    count.over().from().toEpochMilli(),
                    count.over().to().toEpochMilli(),
                    product(count),
                    count.good(),
                    count.scrap(),
                    count.rework(),
                    count.total());
        }
        return pieces;
    }

    private static int product(Count count) {
        return count.product() == null ? PieceVisitor.NO_PRODUCT : count.product().value();
    }

    /** Ledgers in the words of {@link NaiveAccount}: what is not 0. */
    static Map<Key, Map<String, Long>> elements(List<ShiftLedger> ledgers) {
        var elements = new TreeMap<Key, Map<String, Long>>();
        for (var shift : ledgers) {
            elements.put(new Key(shift.businessDate(), shift.shift()), elements(shift));
        }
        return elements;
    }

    private static Map<String, Long> elements(ShiftLedger shift) {
        var ledger = shift.ledger();
        var elements = new TreeMap<String, Long>();
        elements.put("from", shift.range().from().toEpochMilli());
        elements.put("to", shift.range().to().toEpochMilli());
        elements.put("complete", shift.complete() ? 1L : 0L);
        elements.put("reference", ledger.referenceMs());
        elements.put("POT", ledger.plannedOperationMs());
        elements.put("PDOT", ledger.plannedDownMs());
        elements.put("ADOT", ledger.downMs());
        elements.put("ADET", ledger.delayMs());
        elements.put("AUST", ledger.setupMs());
        elements.put("APT", ledger.productionMs());
        elements.put("micro-stops", ledger.microStopMs());
        elements.put("unknown", ledger.unknownMs());
        elements.put("lost at start-up", ledger.startUpLossMs());
        elements.put("ran unplanned", ledger.unplanned().productionMs());
        put(elements, "output", ledger.output());
        put(elements, "unobserved", ledger.unobserved());
        put(elements, "unplanned", ledger.unplanned().output());
        for (var time : shift.statusTimes()) {
            elements.put("status " + time.status(), time.millis());
            elements.put("begins of status " + time.status(), (long) time.occurrences());
        }
        elements.values().removeIf(value -> value == 0);
        return elements;
    }

    /** What one says and the other does not, a line each. */
    static List<String> differences(
            Map<Key, Map<String, Long>> engine, Map<Key, Map<String, Long>> naive) {
        var differences = new ArrayList<String>();
        var keys = new TreeSet<>(engine.keySet());
        keys.addAll(naive.keySet());
        for (var key : keys) {
            var one = engine.getOrDefault(key, Map.of());
            var other = naive.getOrDefault(key, Map.of());
            var names = new TreeSet<>(one.keySet());
            names.addAll(other.keySet());
            for (var name : names) {
                if (!Objects.equals(one.get(name), other.get(name))) {
                    differences.add(
                            "%s shift %d, %s: engine %s, naive %s"
                                    .formatted(
                                            key.date(),
                                            key.shift(),
                                            name,
                                            one.get(name),
                                            other.get(name)));
                }
            }
        }
        return differences;
    }

    private static void put(Map<String, Long> elements, String made, Output output) {
        long[] values = {
            output.total(),
            output.good(),
            output.scrap(),
            output.rework(),
            output.idealTotalMs(),
            output.idealGoodMs(),
            output.idealScrapMs(),
            output.idealReworkMs(),
            output.withoutCycle()
        };
        for (int i = 0; i < values.length; i++) {
            elements.put(made + NaiveAccount.PARTS.get(i), values[i]);
        }
    }
}
