package io.oeeanalytics.production.ingest;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Everything needed to read the rows of one file.
 *
 * @param decimalComma whether numbers are written as 0,85 instead of 0.85
 * @param headerLine line of the file the header stands on, counted from 1
 * @param columns position of each known column, counted from 0
 * @param orders order of day, month and year for every mapped column of dates
 */
public record FileFormat(
        FileKind kind,
        Charset charset,
        char separator,
        boolean decimalComma,
        long headerLine,
        List<String> header,
        Map<FileColumn, Integer> columns,
        Map<FileColumn, StampOrder> orders) {
    public FileFormat {
        header = List.copyOf(header);
        columns = ordered(columns);
        orders = ordered(orders);
        List<FileColumn> missing = kind.missingIn(columns.keySet());
        if (!missing.isEmpty()) {
            throw new RefusedFile(kind.missingWords(missing));
        }
        Map<Integer, FileColumn> taken = new HashMap<>();
        for (Map.Entry<FileColumn, Integer> entry : columns.entrySet()) {
            FileColumn column = entry.getKey();
            int position = entry.getValue();
            if (!kind.columns().contains(column)) {
                throw new RefusedFile(
                        "A %s has no column %s.".formatted(kind.title(), column.header()));
            }
            if (position < 0 || position >= header.size()) {
                throw new RefusedFile(
                        "Column %s cannot be at position %d: the header has %d columns."
                                .formatted(column.header(), position + 1, header.size()));
            }
            FileColumn other = taken.put(position, column);
            if (other != null) {
                throw new RefusedFile(
                        "Column \"%s\" of the file cannot be both %s and %s."
                                .formatted(header.get(position), other.header(), column.header()));
            }
            if (column.holdsDates() && !orders.containsKey(column)) {
                throw new RefusedFile(
                        "No date format is known for column %s; choose one."
                                .formatted(column.header()));
            }
        }
    }

    private static <V> Map<FileColumn, V> ordered(Map<FileColumn, V> map) {
        EnumMap<FileColumn, V> copy = new EnumMap<>(FileColumn.class);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    public FileFormat withOrder(FileColumn column, StampOrder order) {
        Map<FileColumn, StampOrder> changed = new EnumMap<>(FileColumn.class);
        changed.putAll(orders);
        changed.put(column, order);
        return new FileFormat(
                kind, charset, separator, decimalComma, headerLine, header, columns, changed);
    }

    /** Where a column stands, counted from 0; empty when the file does not have it. */
    public OptionalInt position(FileColumn column) {
        Integer position = columns.get(column);
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    StampOrder order(FileColumn column) {
        return orders.getOrDefault(column, StampOrder.YEAR_FIRST);
    }
}
