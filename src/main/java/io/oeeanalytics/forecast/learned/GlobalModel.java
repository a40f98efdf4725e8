package io.oeeanalytics.forecast.learned;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained model with what its rows hold. Its bytes are a line with the SHA-256 of the rest, then
 * JSON that holds the learned function: Tribuo's protobuf, or a network's JSON. Java serialisation
 * has no part in it.
 */
public final class GlobalModel {
    /** Fewer rows would be learned by heart. */
    static final int FEWEST_ROWS = 200;

    /** With one alone nothing is shared. */
    static final int FEWEST_SERIES = 2;

    private static final String MAGIC = "oee-global-model 1 ";
    private static final int DIGEST_LENGTH = 64;
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
            Training training,
            byte[] function) {}

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

    public byte[] bytes() {
        var json =
                JSON.writeValueAsBytes(
                        new Stored(
                                method.optionName(),
                                spec,
                                standardisation.means(),
                                standardisation.deviations(),
                                training,
                                function.bytes()));
        var head = (MAGIC + digest(json) + '\n').getBytes(StandardCharsets.US_ASCII);
        var all = Arrays.copyOf(head, head.length + json.length);
        System.arraycopy(json, 0, all, head.length, json.length);
        return all;
    }

    /**
     * @throws UnreadableModel if the bytes are not exactly those that {@link #bytes} gave
     */
    public static GlobalModel of(byte[] bytes) throws UnreadableModel {
        int start = MAGIC.length() + DIGEST_LENGTH + 1;
        if (bytes.length < start) {
            throw new UnreadableModel("it has only %d bytes".formatted(bytes.length));
        }
        var head = new String(bytes, 0, start, StandardCharsets.US_ASCII);
        if (!head.startsWith(MAGIC)) {
            throw new UnreadableModel("it does not start with '%s'".formatted(MAGIC.strip()));
        }
        var json = Arrays.copyOfRange(bytes, start, bytes.length);
        if (!head.equals(MAGIC + digest(json) + '\n')) {
            throw new UnreadableModel(
                    "its %,d bytes do not match the SHA-256 in its first line; it was cut short or"
                                    .formatted(bytes.length)
                            + " changed");
        }
        try {
            return of(JSON.readValue(json, Stored.class));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new UnreadableModel("its JSON is not that of a global model", e);
        }
    }

    private static GlobalModel of(Stored stored) throws UnreadableModel {
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
                method.get().learner().read(stored.function()),
                stored.training());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
