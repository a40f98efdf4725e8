package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing somebody said of the rules, or took back.
 *
 * @param by empty for the system itself
 * @param withdrawn whether the rule was taken back and nothing said in its place
 */
public record RuleEdit(Instant at, String by, boolean withdrawn, RuleRecord of) {
    /** Newest first; what was there before records were kept is nobody's edit. */
    static List<RuleEdit> of(Collection<RuleRecord> records) {
        Set<List<@Nullable Object>> begun = new HashSet<>();
        var read = records.stream().filter(record -> !record.wasNeverRead()).toList();
        read.forEach(record -> begun.add(begun(record, record.recordedAt())));
        var edits = new ArrayList<RuleEdit>();
        for (var record : read) {
            if (record.isDated()) {
                edits.add(new RuleEdit(record.recordedAt(), record.recordedBy(), false, record));
            }
            var end = record.supersededAt();
            if (end != null && !begun.contains(begun(record, end))) {
                var by = record.supersededBy();
                edits.add(new RuleEdit(end, by == null ? "" : by, true, record));
            }
        }
        edits.sort(Comparator.comparing(RuleEdit::at).reversed());
        return edits;
    }

    private static List<@Nullable Object> begun(RuleRecord record, Instant at) {
        var begun = new ArrayList<>(record.key());
        begun.add(at);
        return begun;
    }
}
