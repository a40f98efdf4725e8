package io.oeeanalytics.production.ingest;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the beginning of a file suggests about it.
 *
 * @param kind null when the header fits none
 * @param headerLine line of the file the header stands on, counted from 1
 * @param ambiguous columns whose days and months could be swapped; someone should decide
 * @param preview up to 20 rows below the header
 * @param warnings what to look at before importing, in sentences
 * @param problems what makes the import impossible as it stands, in sentences
 */
public record FileGuess(
        @Nullable FileKind kind,
        Charset charset,
        char separator,
        boolean decimalComma,
        long headerLine,
        List<String> header,
        Map<FileColumn, Integer> columns,
        Map<FileColumn, StampOrder> orders,
        Set<FileColumn> ambiguous,
        List<List<String>> preview,
        List<String> warnings,
        List<String> problems) {
    public FileGuess {
        header = List.copyOf(header);
        columns = Map.copyOf(columns);
        orders = Map.copyOf(orders);
        ambiguous = Set.copyOf(ambiguous);
        preview = List.copyOf(preview);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /**
     * The guess taken as it is.
     *
     * @throws RefusedFile with all problems, when there are any
     */
    public FileFormat format() {
        if (kind == null || !problems.isEmpty()) {
            throw new RefusedFile(String.join(" ", problems));
        }
        return new FileFormat(
                kind, charset, separator, decimalComma, headerLine, header, columns, orders);
    }
}
