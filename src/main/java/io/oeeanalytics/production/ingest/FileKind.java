package io.oeeanalytics.production.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of file an import understands, and the columns of each. */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum FileKind {
    STATUS_LOG(
            "status log",
            List.of(FileColumn.LINE, FileColumn.START, FileColumn.STATUS),
            List.of(
                    FileColumn.FINISH,
                    FileColumn.SHIFT,
                    FileColumn.IS_DELETED,
                    FileColumn.STATUS_NAME)),
    PIECE_LOG(
            "piece log",
            List.of(FileColumn.LINE, FileColumn.START, FileColumn.FINISH),
            List.of(FileColumn.PRODUCT, FileColumn.GOOD, FileColumn.SCRAP)),
    DAILY_REPORT(
            "daily report",
            List.of(
                    FileColumn.LINE,
                    FileColumn.DATE,
                    FileColumn.PLANNED_TIME,
                    FileColumn.RUN_TIME,
                    FileColumn.OUTPUT),
            List.of(
                    FileColumn.IDEAL_CYCLE_TIME,
                    FileColumn.AVAILABILITY,
                    FileColumn.PERFORMANCE,
                    FileColumn.QUALITY,
                    FileColumn.OEE));

    private final String title;
    private final List<FileColumn> required;
    private final List<FileColumn> optional;

    FileKind(String title, List<FileColumn> required, List<FileColumn> optional) {
        this.title = title;
        this.required = required;
        this.optional = optional;
    }

    public String title() {
        return title;
    }

    public List<FileColumn> required() {
        return required;
    }

    public List<FileColumn> optional() {
        return optional;
    }

    /** Required columns first, then the optional ones. */
    public List<FileColumn> columns() {
        List<FileColumn> columns = new ArrayList<>(required);
        columns.addAll(optional);
        return Collections.unmodifiableList(columns);
    }

    List<FileColumn> missingIn(Set<FileColumn> present) {
        return required.stream().filter(column -> !present.contains(column)).toList();
    }

    /** Names the columns that are missing and what they may be called. */
    String missingWords(List<FileColumn> missing) {
        return "A %s needs %s. Rename the column in the file or choose it by hand."
                .formatted(
                        title,
                        missing.stream()
                                .map(
                                        column ->
                                                "the column %s (also found as %s)"
                                                        .formatted(
                                                                column.header(),
                                                                others(column.aliases())))
                                .collect(Collectors.joining(" and ")));
    }

    private static String others(List<String> aliases) {
        return aliases.size() == 1
                ? aliases.getFirst()
                : String.join(", ", aliases.subList(1, aliases.size()));
    }
}
