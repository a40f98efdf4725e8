package io.oeeanalytics.forecast.batch;

import io.oeeanalytics.forecast.auto.MethodCatalogue;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.ValueBounds;
import io.oeeanalytics.forecast.learned.GlobalMethod;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code java -jar oee-analytics.jar forecast}: forecasts every series of a file. */
@Command(
        name = "forecast",
        description = "Forecasts every series of a file, with intervals of 80 %% and 95 %%.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The input is series,t,value with t an integer, an ISO date or an ISO time, in any"
                    + " order. An empty value or NaN is missing. Steps are observations: where t"
                    + " leaves out days, as plants do on Sundays, the next step is the next day"
                    + " worked. Only with --season, and where t is regular but for up to 5 %% of its"
                    + " steps, are those filled in along straight lines.",
            "",
            "The output is series,origin,step,mean,lo80,hi80,lo95,hi95: origin is the t of the last"
                    + " value known to the forecast. Of a series under 14 values the mean and"
                    + " smoothing make the forecast; one value is repeated.",
            "",
            "The methods global-... learn one model from all series of the file: what they share,"
                    + " such as weekdays where t is a date. From each origin they know no later t of"
                    + " any series. Series and files too short for them get the answer of auto,"
                    + " with a note.",
            "",
            "Ends with 0, or with 2 and the lines at fault when nothing was written."
        })
public final class ForecastCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 100_000;
    private static final int WRONG = 2;
    private static final int TOLD = 20;
    private static final int BUFFER = 1 << 16;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--input", paramLabel = "FILE", description = "The file to read.")
    private @Nullable Path input;

    @Option(names = "--horizon", paramLabel = "H", description = "Steps to forecast.")
    private int horizon;

    @Option(
            names = "--season",
            paramLabel = "M",
            description =
                    "Steps of a season, such as 24 for hours. It is used where the series shows it;"
                            + " auto looks for seasons behind it as well.")
    private int season = 1;

    @Option(
            names = "--bounds",
            paramLabel = "LO,HI",
            description = "What a value can be; forecasts stay inside. Write --bounds=-1,1.")
    private @Nullable String bounds;

    @Option(
            names = "--backtest",
            paramLabel = "N",
            description =
                    "Forecast from each of the last N origins that have a known value after them, as"
                            + " if made there: with n values known, from n-N to n-1 of them. Steps"
                            + " beyond the data are written too.")
    private int backtest;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "auto or a name of --list-methods.")
    private String method = MethodCatalogue.AUTO;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Where random numbers start, for the global methods but global-elastic-net. The"
                            + " same seed gives the same output.")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write; the standard output if left out.")
    private @Nullable Path output;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Series forecast at a time; as many as there are processors if left out."
                            + " The output is the same with any number.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--list-methods", description = "List the methods and where they come from.")
    private boolean list;

    /**
     * @return 0 when all is written, 2 for wrong use or a file that cannot be forecast
     */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    /** With its words going elsewhere. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return line().setOut(out).setErr(err).execute(arguments);
    }

    private static CommandLine line() {
        return new CommandLine(new ForecastCommand())
                .setExecutionExceptionHandler(
                        (fault, command, parsed) -> {
                            command.getErr().println("The forecast failed: " + fault);
                            return WRONG;
                        });
    }

    @Override
    public Integer call() {
        if (list) {
            list(commandLine().getOut());
            return 0;
        }
        var forecaster = forecaster();
        if (input == null || !Files.isReadable(input) || Files.isDirectory(input)) {
            throw wrong(
                    input == null
                            ? "Missing option: --input FILE."
                            : "There is no readable file %s.".formatted(input));
        }
        var err = commandLine().getErr();
        try {
            var content = SeriesFile.read(input);
            write(content, forecaster, err);
            return 0;
        } catch (RefusedSeriesFile e) {
            err.println("%s:%n%s".formatted(input, e.getMessage()));
            return WRONG;
        } catch (IOException e) {
            err.println("%s".formatted(words(e)));
            return WRONG;
        }
    }

    private void write(SeriesFile.Content content, SeriesForecaster forecaster, PrintWriter err)
            throws IOException {
        var notes = new Notes(err);
        var answers = answers(content, forecaster);
        try (var out = writer()) {
            new BatchForecast(forecaster, answers, backtest, content.notation(), notes::add)
                    .write(content.series(), threads, out);
        }
        notes.end();
    }

    private BatchForecast.Answers answers(SeriesFile.Content content, SeriesForecaster forecaster) {
        return global().<BatchForecast.Answers>map(
                        method -> LearnedTogether.of(content, method, forecaster, season, seed))
                .orElseGet(() -> BatchForecast.alone(forecaster));
    }

    private Optional<GlobalMethod> global() {
        return GlobalMethod.named(method.toLowerCase(Locale.ROOT));
    }

    /** Many series may share a fate; the first few are told in full. */
    private static final class Notes {
        private final PrintWriter err;
        private int count;

        private Notes(PrintWriter err) {
            this.err = err;
        }

        void add(String note) {
            if (count < TOLD) {
                err.println("Note: " + note);
            }
            count++;
        }

        void end() {
            if (count > TOLD) {
                err.printf(Locale.ROOT, "Note: and %,d more%n", count - TOLD);
            }
            err.flush();
        }
    }

    private Writer writer() throws IOException {
        var stream =
                output == null
                        ? new FileOutputStream(FileDescriptor.out)
                        : Files.newOutputStream(output);
        return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER);
    }

    private SeriesForecaster forecaster() {
        if (horizon < 1 || horizon > MOST_STEPS) {
            throw wrong("--horizon is 1 to %d steps, not %d.".formatted(MOST_STEPS, horizon));
        }
        if (season < 1 || season > MOST_STEPS) {
            throw wrong("--season is 1 to %d steps, not %d.".formatted(MOST_STEPS, season));
        }
        if (backtest < 0) {
            throw wrong("--backtest is 0 origins or more, not %d.".formatted(backtest));
        }
        if (threads < 1 || threads > 1024) {
            throw wrong("--threads is 1 to 1024, not %d.".formatted(threads));
        }
        try {
            // A global model takes the observations as they are: no season fills holes for it.
            return global().isPresent()
                    ? new SeriesForecaster(horizon, 1, limits(), MethodCatalogue.AUTO)
                    : new SeriesForecaster(
                            horizon, season, limits(), method.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(withGlobal(e.getMessage()));
        }
    }

    /** The catalogue knows no global methods, so its list of names ends too early. */
    private static String withGlobal(@Nullable String words) {
        return String.valueOf(words).startsWith(MethodCatalogue.UNKNOWN)
                ? words
                        + Arrays.stream(GlobalMethod.values())
                                .map(GlobalMethod::optionName)
                                .collect(Collectors.joining(", ", ", ", ""))
                : String.valueOf(words);
    }

    private ValueBounds limits() {
        if (bounds == null) {
            return ValueBounds.NONE;
        }
        var parts = bounds.split(",", -1);
        if (parts.length != 2) {
            throw wrong("--bounds is LO,HI such as 0,1.2, not '%s'.".formatted(bounds));
        }
        try {
            double least = Double.parseDouble(parts[0].strip());
            double most = Double.parseDouble(parts[1].strip());
            return new ValueBounds(least, most);
        } catch (NumberFormatException e) {
            throw wrong("--bounds is LO,HI such as 0,1.2, not '%s'.".formatted(bounds));
        }
    }

    private static void list(PrintWriter out) {
        for (var entry : MethodCatalogue.entries()) {
            list(out, entry.name(), entry.words(), entry.literature());
        }
        for (var method : GlobalMethod.values()) {
            list(out, method.optionName(), method.words(), method.literature());
        }
        out.flush();
    }

    private static void list(PrintWriter out, String name, String words, String literature) {
        out.printf(Locale.ROOT, "%-20s %s. %s%n", name, words, literature);
    }

    private static String words(IOException fault) {
        return fault instanceof java.nio.file.FileSystemException file
                ? "%s cannot be read or written%s"
                        .formatted(
                                file.getFile(),
                                file.getReason() == null ? "" : ": " + file.getReason())
                : "Reading or writing failed: " + fault.getMessage();
    }

    private CommandLine.ParameterException wrong(@Nullable String message) {
        return new CommandLine.ParameterException(commandLine(), String.valueOf(message));
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command before it calls it");
        }
        return spec.commandLine();
    }
}
