package io.oeeanalytics.production.ingest;

import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import io.oeeanalytics.production.ingest.ImportReport.State;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code java -jar oee-analytics.jar import FILE}: loads one file and says what became of it. */
@Command(
        name = "import",
        description = "Loads a status log, a piece log or a daily report.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {
    private static final int LISTED = 20;
    private static final double LONGEST_CYCLE_SECONDS = 86_400;

    private final Supplier<FileImporter> importer;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to load.")
    private Path file = Path.of("");

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "status-log, piece-log or daily-report; found by the header if left out.")
    private @Nullable String kind;

    @Option(
            names = "--line-zone",
            required = true,
            paramLabel = "ZONE",
            description = "Zone of the stamps, such as Europe/Berlin.")
    private String zone = "";

    @Option(
            names = "--date-order",
            paramLabel = "ORDER",
            description = "year-first, month-first or day-first; found by the values if left out.")
    private @Nullable String order;

    @Option(names = "--without-bad-rows", description = "Load the rest when rows cannot be loaded.")
    private boolean withoutBadRows;

    @Option(
            names = "--create-lines",
            description = "Open lines the plant does not have. Without it only when all are new.")
    private boolean createLines;

    @Option(names = "--known-lines-only", description = "Refuse lines the plant does not have.")
    private boolean knownLinesOnly;

    @Option(
            names = "--ideal-cycle",
            paramLabel = "LINE=SECONDS",
            description = "Ideal cycle of a line that has none yet.")
    private Map<String, Double> idealCycles = new HashMap<>();

    @Option(
            names = "--without-rule",
            paramLabel = "RULE",
            description = "Switch a cleaning rule off: ${COMPLETION-CANDIDATES}.")
    private Set<CleaningRule> off = EnumSet.noneOf(CleaningRule.class);

    public ImportCommand(Supplier<FileImporter> importer) {
        this.importer = importer;
    }

    /**
     * @param importer asked for only when the options are right
     * @return 0 when the rows are in the database, 1 when the file was refused, 2 for wrong use
     */
    public static int run(Supplier<FileImporter> importer, String... arguments) {
        return new CommandLine(new ImportCommand(importer))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        var out = commandLine().getOut();
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw wrong("There is no readable file %s.".formatted(file));
        }
        try {
            var request = request(out);
            var report = importer.get().load(request, ImportWatch.NONE);
            print(report, out);
            return report.state() == State.LOADED || report.state() == State.KNOWN ? 0 : 1;
        } catch (RefusedFile e) {
            commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private ImportRequest request(PrintWriter out) throws IOException {
        FileGuess guess;
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            guess = FileProbe.probe(in, kind == null ? null : kind(kind), null);
        }
        var format = guess.format();
        if (order != null) {
            for (var column : format.orders().keySet()) {
                format = format.withOrder(column, order(order));
            }
        } else if (!guess.ambiguous().isEmpty()) {
            throw new RefusedFile(
                    "Day and month could be swapped in this file; say --date-order month-first or"
                            + " day-first.");
        }
        out.printf(
                Locale.ROOT,
                "%s: %s, %s, separator '%s'%n",
                file.getFileName(),
                format.kind().title(),
                format.charset().displayName(Locale.ROOT),
                format.separator() == '\t' ? "tab" : String.valueOf(format.separator()));
        guess.warnings().forEach(warning -> out.println("Note: " + warning));
        var cyclesMs = new HashMap<String, Long>();
        idealCycles.forEach(
                (line, seconds) -> cyclesMs.put(line.toUpperCase(Locale.ROOT), millis(seconds)));
        var rules = EnumSet.allOf(CleaningRule.class);
        rules.removeAll(off);
        return new ImportRequest(
                file,
                String.valueOf(file.getFileName()),
                format,
                zone(),
                rules,
                createLines
                        ? NewLines.OPEN
                        : knownLinesOnly ? NewLines.REFUSE : NewLines.WHEN_ALL_ARE_NEW,
                withoutBadRows,
                cyclesMs,
                System.getProperty("user.name", "command line"));
    }

    private long millis(double seconds) {
        if (!(seconds >= 0.001 && seconds <= LONGEST_CYCLE_SECONDS)) {
            throw wrong(
                    "--ideal-cycle lies between 0.001 and 86400 seconds, not %s."
                            .formatted(seconds));
        }
        return Math.round(seconds * 1000);
    }

    private void print(ImportReport report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Import %d: %s. %,d rows read, %,d loaded, %,d known already, %,d rejected.%n",
                report.id(),
                report.state().name().toLowerCase(Locale.ROOT),
                report.rowsRead(),
                report.rowsLoaded(),
                report.rowsKnown(),
                report.rowsRejected());
        if (!report.message().isEmpty()) {
            out.println(report.message());
        }
        for (var rule : report.rules()) {
            if (rule.rows() > 0) {
                out.printf(
                        Locale.ROOT,
                        "  %s: %,d rows, %,d min%n",
                        rule.rule().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        rule.rows(),
                        rule.seconds() / 60);
            }
        }
        if (report.rowsRejected() > 0) {
            var rejected =
                    importer.get().findings(report.id(), Set.of(Outcome.REJECTED), 0, LISTED);
            rejected.forEach(
                    row -> out.printf(Locale.ROOT, "  line %d: %s%n", row.fileLine(), row.words()));
            if (report.rowsRejected() > rejected.size()) {
                out.printf(
                        Locale.ROOT, "  … and %,d more%n", report.rowsRejected() - rejected.size());
            }
        }
        var noted =
                importer.get().findings(report.id(), Set.of(Outcome.NOTED), 0, LISTED).stream()
                        .filter(finding -> !isRule(finding.rule()))
                        .toList();
        noted.forEach(
                row ->
                        out.printf(
                                Locale.ROOT, "  note, line %d: %s%n", row.fileLine(), row.words()));
    }

    /** What the rules did stands in their sums. */
    private static boolean isRule(String name) {
        return EnumSet.allOf(CleaningRule.class).stream()
                .anyMatch(rule -> rule.name().equals(name));
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw wrong("'%s' is no zone; write one like Europe/Berlin.".formatted(zone));
        }
    }

    private FileKind kind(String name) {
        return choice(FileKind.class, "--kind", name);
    }

    private StampOrder order(String name) {
        return choice(StampOrder.class, "--date-order", name);
    }

    private <E extends Enum<E>> E choice(Class<E> type, String option, String name) {
        var plain = name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(plain)) {
                return constant;
            }
        }
        throw wrong(
                "%s is one of %s, not '%s'."
                        .formatted(
                                option,
                                java.util.Arrays.stream(type.getEnumConstants())
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .map(one -> one.replace('_', '-'))
                                        .toList(),
                                name));
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command before it calls it");
        }
        return spec.commandLine();
    }
}
