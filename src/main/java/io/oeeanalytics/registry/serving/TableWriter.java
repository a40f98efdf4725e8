package io.oeeanalytics.registry.serving;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes rows down, each as soon as it comes. */
sealed interface TableWriter {
    /** Or says why it cannot. */
    void write(SentRow row, ObjectNode predictions, List<Fault> faults);

    static TableWriter of(TableForm form, Writer out) {
        return switch (form) {
            case CSV -> new Csv(out);
            case NDJSON -> new Ndjson(out);
        };
    }

    /** With the columns of the first row. */
    final class Csv implements TableWriter {
        private final CsvWriter out;
        private final Set<String> header = new LinkedHashSet<>();

        Csv(Writer out) {
            this.out = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
        }

        @Override
        public void write(SentRow row, ObjectNode predictions, List<Fault> faults) {
            if (header.isEmpty()) {
                header.addAll(row.fields().propertyNames());
                var names = new ArrayList<>(header);
                names.addAll(predictions.propertyNames());
                out.writeRecord(names);
            }
            for (var name : row.fields().propertyNames()) {
                if (!header.contains(name)) {
                    faults.add(row.fault(name, "is no column of the first row"));
                }
            }
            var values = new ArrayList<String>();
            for (var name : header) {
                var value = row.fields().path(name);
                values.add(value.isContainer() ? value.toString() : value.asString(""));
            }
            predictions.forEach(value -> values.add(value.asString("")));
            out.writeRecord(values);
        }
    }

    /** Each with the fields it came with. */
    final class Ndjson implements TableWriter {
        private static final JsonMapper JSON = JsonMapper.shared();

        private final Writer out;

        Ndjson(Writer out) {
            this.out = out;
        }

        @Override
        public void write(SentRow row, ObjectNode predictions, List<Fault> faults) {
            var whole = row.fields().deepCopy();
            whole.setAll(predictions);
            try {
                out.write(JSON.writeValueAsString(whole));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
