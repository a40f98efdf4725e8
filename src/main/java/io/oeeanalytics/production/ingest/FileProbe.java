package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the beginning of a file and says how it is best read. */
public final class FileProbe {
    private static final int SAMPLE_BYTES = 4 << 20;
    private static final int PREVIEW_ROWS = 20;
    private static final int HEADER_SEARCHED_IN = 10;
    private static final int CELLS_SHOWN = 4;

    private final TextShape shape;
    private final @Nullable FileKind wantedKind;
    private final @Nullable Map<FileColumn, Integer> wantedColumns;
    private final Map<FileColumn, ColumnEvidence> evidence = new EnumMap<>(FileColumn.class);
    private final List<List<String>> preview = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long headerLine = 1;
    private List<String> header = List.of();
    private @Nullable FileKind kind;
    private Map<FileColumn, Integer> columns = new EnumMap<>(FileColumn.class);
    private int commaCells;
    private int pointCells;

    private FileProbe(
            TextShape shape,
            @Nullable FileKind wantedKind,
            @Nullable Map<FileColumn, Integer> wantedColumns) {
        this.shape = shape;
        this.wantedKind = wantedKind;
        this.wantedColumns = wantedColumns;
    }

    /**
     * Reads at most 4 MiB of the stream and leaves it open.
     *
     * @throws RefusedFile when it is no table in text
     */
    public static FileGuess probe(InputStream in) throws IOException {
        return probe(in, null, null);
    }

    /**
     * Looks again with what a person has decided.
     *
     * @param kind the kind to read the file as; null to guess it
     * @param columns where each column stands, counted from 0; null to find them by their names
     */
    public static FileGuess probe(
            InputStream in, @Nullable FileKind kind, @Nullable Map<FileColumn, Integer> columns)
            throws IOException {
        byte[] head = in.readNBytes(SAMPLE_BYTES);
        boolean whole = head.length < SAMPLE_BYTES;
        ForeignContent.refuse(head);
        FileProbe probe = new FileProbe(TextShape.of(head, whole), kind, columns);
        return probe.guess(whole);
    }

    private FileGuess guess(boolean whole) throws IOException {
        findHeader();
        mapColumns();
        columns.forEach(
                (column, position) -> {
                    if (column.holdsDates()) {
                        evidence.put(column, new ColumnEvidence(column.value()));
                    }
                });
        long rows = readSample();
        if (rows == 0) {
            problems.add("The file has a header but no rows below it.");
        }
        Map<FileColumn, StampOrder> orders = orders();
        Set<FileColumn> ambiguous = ambiguous(orders);
        warn(rows, whole);
        return new FileGuess(
                kind,
                shape.charset(),
                shape.separator(),
                commaCells > pointCells,
                headerLine,
                header,
                columns,
                orders,
                ambiguous,
                preview,
                warnings,
                problems);
    }

    private void rows(CsvRows.Visitor visitor) throws IOException {
        CsvRows.read(
                new LineGuard(new StringReader(shape.text()), shape.separator(), () -> false),
                shape.separator(),
                visitor);
    }

    /** The header is the row among the first ten that holds most known names. */
    private void findHeader() throws IOException {
        List<List<String>> candidates = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        rows(
                row -> {
                    candidates.add(cells(row));
                    lines.add(row.fileLine());
                    return candidates.size() < HEADER_SEARCHED_IN;
                });
        int best = 0;
        int bestNames = 0;
        for (int i = 0; i < candidates.size(); i++) {
            int names = (int) candidates.get(i).stream().filter(FileProbe::isKnown).count();
            if (names > bestNames) {
                best = i;
                bestNames = names;
            }
        }
        header = candidates.get(best);
        headerLine = lines.get(best);
        if (bestNames == 0 && header.stream().anyMatch(FileProbe::isValue)) {
            problems.add(
                    ("The file has no header: its first row holds values (%s). Put a row with the"
                                    + " column names above it.")
                            .formatted(some(header)));
        } else if (best > 0 && bestNames > 1) {
            warnings.add(
                    "The header was found on line %d; the lines above it are skipped."
                            .formatted(headerLine));
        }
    }

    private static boolean isKnown(String name) {
        return FileColumn.named(name).isPresent();
    }

    private static boolean isValue(String cell) {
        return Numbers.isNumber(cell) || cell.matches("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}.*");
    }

    private void mapColumns() {
        if (wantedColumns != null) {
            wantedColumns.forEach(
                    (column, position) -> {
                        if (position < 0 || position >= header.size()) {
                            throw new IllegalArgumentException(
                                    "column %s cannot be at position %d of %d"
                                            .formatted(column, position, header.size()));
                        }
                    });
            columns.putAll(wantedColumns);
            kind = wantedKind == null ? mostFittingKind(columns.keySet()) : wantedKind;
        } else {
            Map<FileColumn, Integer> named = columnsByName();
            kind = wantedKind == null ? mostFittingKind(named.keySet()) : wantedKind;
            if (kind != null) {
                named.keySet().retainAll(kind.columns());
                columns = named;
            }
        }
        if (kind == null) {
            if (problems.isEmpty()) {
                problems.add(
                        "The columns (%s) are those of no status log, piece log or daily report."
                                .formatted(some(header)));
            }
            return;
        }
        List<FileColumn> missing = kind.missingIn(columns.keySet());
        if (!missing.isEmpty() && problems.isEmpty()) {
            problems.add(kind.missingWords(missing));
        }
    }

    private Map<FileColumn, Integer> columnsByName() {
        Map<FileColumn, Integer> named = new EnumMap<>(FileColumn.class);
        for (int i = 0; i < header.size(); i++) {
            Optional<FileColumn> column = FileColumn.named(header.get(i));
            if (column.isEmpty()) {
                continue;
            }
            Integer other = named.putIfAbsent(column.get(), i);
            if (other != null) {
                warnings.add(
                        "Both \"%s\" and \"%s\" could be %s; the first is taken."
                                .formatted(
                                        header.get(other), header.get(i), column.get().header()));
            }
        }
        return named;
    }

    /** The kind most columns belong to; of equals, one that has all it needs. */
    private static @Nullable FileKind mostFittingKind(Set<FileColumn> present) {
        FileKind best = null;
        int bestScore = 0;
        for (FileKind candidate : FileKind.values()) {
            long found = candidate.columns().stream().filter(present::contains).count();
            int complete = candidate.missingIn(present).isEmpty() ? 1 : 0;
            int score = (int) found * 2 + complete;
            if (found > 1 && score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private long readSample() throws IOException {
        long[] count = {0};
        rows(
                row -> {
                    if (row.fileLine() > headerLine && !row.isBlank()) {
                        count[0]++;
                        if (preview.size() < PREVIEW_ROWS) {
                            preview.add(cells(row));
                        }
                        sample(row);
                    }
                    return true;
                });
        return count[0];
    }

    private void sample(CsvRow row) {
        columns.forEach(
                (column, position) -> {
                    if (position >= row.fields()) {
                        return;
                    }
                    ColumnEvidence dates = evidence.get(column);
                    if (dates != null) {
                        dates.add(row, position);
                    } else if (column.value() == FileColumn.Value.DECIMAL
                            || column.value() == FileColumn.Value.COUNT) {
                        String cell = row.field(position);
                        commaCells += Numbers.hasDecimalComma(cell) ? 1 : 0;
                        pointCells += Numbers.hasDecimalPoint(cell) ? 1 : 0;
                    }
                });
    }

    private Map<FileColumn, StampOrder> orders() {
        Map<FileColumn, StampOrder> orders = new EnumMap<>(FileColumn.class);
        evidence.forEach(
                (column, cells) -> {
                    StampOrder order = cells.order();
                    if (order != null && !cells.isAmbiguous()) {
                        orders.put(column, order);
                    }
                });
        Optional<StampOrder> settled = orders.values().stream().findFirst();
        evidence.forEach(
                (column, cells) -> {
                    StampOrder order = cells.order();
                    if (orders.containsKey(column)) {
                        return;
                    }
                    if (order == null && !cells.isEmpty()) {
                        problems.add(
                                "Column \"%s\" holds no dates, for example \"%s\"."
                                        .formatted(
                                                headerOf(column), Words.cut(cells.misfit(), 60)));
                    }
                    orders.put(
                            column,
                            settled.filter(s -> order == null || s != StampOrder.YEAR_FIRST)
                                    .orElse(order == null ? StampOrder.YEAR_FIRST : order));
                });
        return orders;
    }

    /** Columns nothing settles: not their own cells, and not those of another column. */
    private Set<FileColumn> ambiguous(Map<FileColumn, StampOrder> orders) {
        Set<FileColumn> ambiguous = EnumSet.noneOf(FileColumn.class);
        boolean settled =
                evidence.values().stream()
                        .anyMatch(
                                cells ->
                                        !cells.isAmbiguous()
                                                && cells.order() != null
                                                && cells.order() != StampOrder.YEAR_FIRST);
        if (!settled) {
            evidence.forEach(
                    (column, cells) -> {
                        if (cells.isAmbiguous()) {
                            ambiguous.add(column);
                        }
                    });
        }
        for (FileColumn column : ambiguous) {
            warnings.add(
                    ("Day and month of \"%s\" could be swapped: no value looked at is above 12."
                                    + " They are read as %s; check this.")
                            .formatted(
                                    headerOf(column),
                                    orders.getOrDefault(column, StampOrder.MONTH_FIRST).title()));
        }
        return ambiguous;
    }

    private String headerOf(FileColumn column) {
        Integer position = columns.get(column);
        return position == null ? column.header() : header.get(position);
    }

    private void warn(long rows, boolean whole) {
        if (shape.charset().name().equals("windows-1252")) {
            warnings.add(
                    "The file is not UTF-8; it is read as Windows-1252. Check letters with"
                            + " accents.");
        }
        evidence.forEach(
                (column, cells) -> {
                    int misfits = cells.misfits();
                    if (misfits > 0 && misfits < cells.cells()) {
                        warnings.add(
                                "%d of %d values looked at in \"%s\" do not fit the date format%s."
                                        .formatted(
                                                misfits,
                                                cells.cells(),
                                                headerOf(column),
                                                cells.misfit().isEmpty()
                                                        ? ""
                                                        : ", such as \"%s\""
                                                                .formatted(
                                                                        Words.cut(
                                                                                cells.misfit(),
                                                                                60))));
                    }
                });
        if (kind == FileKind.STATUS_LOG && !columns.containsKey(FileColumn.FINISH)) {
            warnings.add("There is no finish: every status lasts until the line's next one.");
        }
        Set<Integer> used = new TreeSet<>(columns.values());
        List<String> unused = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            if (!used.contains(i)) {
                unused.add("\"" + header.get(i) + "\"");
            }
        }
        if (kind != null && !unused.isEmpty()) {
            warnings.add("Not used: %s.".formatted(String.join(", ", unused)));
        }
        if (!whole) {
            warnings.add("Only the first %d rows were looked at.".formatted(rows));
        }
    }

    private static List<String> cells(CsvRow row) {
        List<String> cells = new ArrayList<>(row.fields());
        for (int i = 0; i < row.fields(); i++) {
            cells.add(Words.cut(row.field(i), 200));
        }
        return List.copyOf(cells);
    }

    private static String some(List<String> cells) {
        return cells.stream().limit(CELLS_SHOWN).collect(Collectors.joining(", "))
                + (cells.size() > CELLS_SHOWN ? ", …" : "");
    }
}
