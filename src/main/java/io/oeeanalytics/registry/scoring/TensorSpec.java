package io.oeeanalytics.registry.scoring;

import java.util.List;
import java.util.stream.IntStream;

/**
 * An input or output of a model, with a row for each row asked.
 *
 * @param names of its columns
 * @param flat whether rows are single values, not lists of one
 */
public record TensorSpec(String name, DataType type, List<String> names, boolean flat) {
    public TensorSpec {
        names = List.copyOf(names);
        if (names.isEmpty() || (flat && names.size() > 1)) {
            throw new IllegalArgumentException(
                    "%s cannot have %d columns".formatted(name, names.size()));
        }
    }

    /** Columns without names of their own are numbered, where there are several. */
    static TensorSpec numbered(String name, DataType type, int columns, boolean flat) {
        return new TensorSpec(
                name,
                type,
                columns == 1
                        ? List.of(name)
                        : IntStream.range(0, columns).mapToObj(i -> name + "[" + i + "]").toList(),
                flat);
    }

    public int columns() {
        return names.size();
    }

    /** As the protocol writes it; -1 for any number of rows. */
    public List<Integer> shape() {
        return flat ? List.of(-1) : List.of(-1, columns());
    }
}
