package io.oeeanalytics.forecast.learned;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained model with what its rows hold. It is kept as two files: what it is, as JSON, and the
 * learned function, as Tribuo's protobuf or a network's JSON. Java serialisation has no part in it;
 * that files are those that were written, by their digests, is up to whoever keeps them.
 */
public final class GlobalModel {
    /** Fewer rows would be learned by heart. */
    static final int FEWEST_ROWS = 200;

    /** With one alone nothing is shared. */
    static final int FEWEST_SERIES = 2;

    private static final String DESCRIPTION = "model.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GlobalMethod method;
    private final FeatureSpec spec;
    private final Standardisation standardisation;
    private final LearnedFunction function;
    private final Training training;

    private GlobalModel(
            GlobalMethod method,
            FeatureSpec spec,
            Standardisation standardisation,
            LearnedFunction function,
            Training training) {
        this.method = method;
        this.spec = spec;
        this.standardisation = standardisation;
        this.function = function;
        this.training = training;
    }

    /**
     * What it was trained on.
     *
     * @param until the last time of the panel's clock whose values it knows
     * @param rows how many rows of
     * @param series how many series
     */
    public record Training(long until, int rows, int series, long seed) {}

    private record Stored(
            String method,
            FeatureSpec spec,
            double[] means,
            double[] deviations,
            Training training) {}

    /**
     * From everything that had happened at a time; empty where that is too little to learn from.
     */
    static Optional<GlobalModel> train(
            GlobalMethod method,
            List<SeriesHistory> panel,
            FeatureSpec spec,
            long until,
            long seed) {
        var rows = TrainingRows.until(panel, spec, until);
        if (rows.count() < FEWEST_ROWS || rows.series() < FEWEST_SERIES) {
            return Optional.empty();
        }
        var standardisation = Standardisation.of(rows.features(), spec.names().size());
        var function =
                method.learner()
                        .learn(standardisation.applied(rows.features()), rows.targets(), seed);
        return Optional.of(
                new GlobalModel(
                        method,
                        spec,
                        standardisation,
                        function,
                        new Training(until, rows.count(), rows.series(), seed)));
    }

    public GlobalMethod method() {
        return method;
    }

    public FeatureSpec spec() {
        return spec;
    }

    public Training training() {
        return training;
    }

    /** Distances from the level in spreads, for raw rows. */
    double[] answers(double[][] rows) {
        return function.answers(standardisation.applied(rows));
    }

    /** By their paths. */
    public Map<String, byte[]> files() {
        return Map.of(
                DESCRIPTION,
                JSON.writeValueAsBytes(
                        new Stored(
                                method.optionName(),
                                spec,
                                standardisation.means(),
                                standardisation.deviations(),
                                training)),
                method.file(),
                function.bytes());
    }

    /**
     * @param files by their paths; others than those that {@link #files} gave are passed over
     * @throws UnreadableModel if they are not those
     */
    public static GlobalModel of(Map<String, byte[]> files) throws UnreadableModel {
        try {
            return of(JSON.readValue(file(files, DESCRIPTION), Stored.class), files);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new UnreadableModel(DESCRIPTION + " is not that of a global model", e);
        }
    }

    private static byte[] file(Map<String, byte[]> files, String path) throws UnreadableModel {
        var bytes = files.get(path);
        if (bytes == null) {
            throw new UnreadableModel("it has no file " + path);
        }
        return bytes;
    }

    private static GlobalModel of(Stored stored, Map<String, byte[]> files) throws UnreadableModel {
        var method = GlobalMethod.named(stored.method());
        int width = stored.spec().names().size();
        if (method.isEmpty()) {
            throw new UnreadableModel("it names no known method: " + stored.method());
        }
        if (stored.means().length != width || stored.deviations().length != width) {
            throw new UnreadableModel(
                    "it has %d columns instead of %d".formatted(stored.means().length, width));
        }
        return new GlobalModel(
                method.get(),
                stored.spec(),
                new Standardisation(stored.means(), stored.deviations()),
                method.get().learner().read(file(files, method.get().file())),
                stored.training());
    }
}
