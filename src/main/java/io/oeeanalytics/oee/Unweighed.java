package io.oeeanalytics.oee;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has no part in figures of several lines, here or on any page: a line whose pieces have no
 * ideal cycle cannot be weighed and would hide the OEE of the others. Where nothing else is known
 * it stays, with its times and pieces.
 */
final class Unweighed {
    private Unweighed() {}

    /**
     * @param ledgers by line, of all of the range
     */
    static <L> Set<L> among(Map<L, Ledger> ledgers) {
        var unweighed =
                ledgers.entrySet().stream()
                        .filter(line -> line.getValue().lacksCycles())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        boolean othersAreKnown =
                ledgers.entrySet().stream()
                        .anyMatch(
                                line ->
                                        !unweighed.contains(line.getKey())
                                                && !line.getValue().equals(Ledger.ZERO));
        return othersAreKnown ? unweighed : Set.of();
    }
}
