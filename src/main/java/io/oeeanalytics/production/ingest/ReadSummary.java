package io.oeeanalytics.production.ingest;

import java.util.List;
import java.util.Map;

/**
 * What became of the rows of a file.
 *
 * @param accepted rows handed to the sink
 * @param rejected rows rejected, by fault
 * @param findings remarks on accepted rows
 * @param bytes bytes read
 * @param cancelled whether reading stopped before the end
 * @param lines line codes of accepted rows, by the index they were given
 */
public record ReadSummary(
        long accepted,
        Map<RowFault, Long> rejected,
        long findings,
        long bytes,
        boolean cancelled,
        List<String> lines) {
    public ReadSummary {
        rejected = Map.copyOf(rejected);
        lines = List.copyOf(lines);
    }

    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public long rows() {
        return accepted + rejectedRows();
    }
}
