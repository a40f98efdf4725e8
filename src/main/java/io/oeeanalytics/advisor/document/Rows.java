package io.oeeanalytics.advisor.document;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of tables as text. */
final class Rows {
    private Rows() {}

    /** Empty where every cell is. */
    static String row(List<String> cells) {
        boolean isEmpty = cells.stream().allMatch(String::isBlank);
        return isEmpty
                ? ""
                : cells.stream()
                        .map(cell -> cell.replaceAll("\\s+", " ").strip())
                        .collect(Collectors.joining(" | "));
    }
}
