package io.oeeanalytics.oee;

import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.ChangedRanges;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers questions for figures from the kept ledgers: sums first, ratios last. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class FiguresQuery {
    private final JooqLedgers ledgers;
    private final ChangedRanges changes;

    FiguresQuery(JooqLedgers ledgers, ChangedRanges changes) {
        this.ledgers = ledgers;
        this.changes = changes;
    }

    /**
     * @param lines each once
     */
    public GroupedFigures answer(Collection<Line> lines, Period range, Grouping by) {
        var byId = lines.stream().collect(Collectors.toMap(Line::id, line -> line));
        // Asked first: what comes in meanwhile can only make the answer too modest.
        boolean pending = changes.isPending(byId.keySet());
        var groups = new TreeMap<Key, Sum>();
        var total = new Sum();
        var delays = ledgers.delays(range.first(), range.last());
        for (var shift : ledgers.between(range.first(), range.last())) {
            var line = byId.get(shift.line());
            if (line == null) {
                continue;
            }
            int began =
                    delays.getOrDefault(
                            new ShiftKey(shift.line(), shift.businessDate(), shift.shift()), 0);
            if (by != Grouping.SHIFT || shift.shift() > 0 || !isNothing(shift)) {
                groups.computeIfAbsent(key(line, shift, range, by), first -> new Sum())
                        .add(shift, began);
            }
            total.add(shift, began);
        }
        var rows = new ArrayList<Group>();
        groups.forEach(
                (key, sum) ->
                        rows.add(sum.group(key.line(byId), key.period(by, range), key.shift())));
        return new GroupedFigures(
                range, rows, total.group(Optional.empty(), range, Optional.empty()), pending);
    }

    /** Hours outside the shifts in which nothing was made. */
    private static boolean isNothing(ShiftLedger shift) {
        return shift.ledger().plannedBusyMs() == 0 && shift.ledger().made().total() == 0;
    }

    record ShiftKey(LineId line, LocalDate date, int shift) {}

    private static Key key(Line line, ShiftLedger shift, Period range, Grouping by) {
        return new Key(
                by == Grouping.TOTAL ? "" : line.code(),
                by == Grouping.TOTAL ? 0 : line.id().value(),
                by.first(shift.businessDate(), range),
                by == Grouping.SHIFT ? shift.shift() : -1);
    }

    private record Key(String code, int lineId, LocalDate first, int shiftNumber)
            implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = code.compareTo(other.code);
            order = order == 0 ? first.compareTo(other.first) : order;
            return order == 0 ? Integer.compare(shiftNumber, other.shiftNumber) : order;
        }

        Optional<Line> line(Map<LineId, Line> lines) {
            return lineId == 0
                    ? Optional.empty()
                    : Optional.ofNullable(lines.get(new LineId(lineId)));
        }

        Period period(Grouping by, Period range) {
            return new Period(first, by.last(first, range));
        }

        Optional<Integer> shift() {
            return shiftNumber < 0 ? Optional.empty() : Optional.of(shiftNumber);
        }
    }

    private static final class Sum {
        private Ledger ledger = Ledger.ZERO;
        private int delays;
        private boolean imported;
        private boolean complete = true;

        void add(ShiftLedger shift, int began) {
            ledger = ledger.plus(shift.ledger());
            delays += began;
            imported |= shift.origin() == Origin.REPORT;
            complete &= shift.complete();
        }

        Group group(Optional<Line> line, Period period, Optional<Integer> shift) {
            return new Group(line, period, shift, ledger, delays, imported, complete);
        }
    }
}
