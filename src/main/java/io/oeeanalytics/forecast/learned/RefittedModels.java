package io.oeeanalytics.forecast.learned;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models that were, or would have been, in use at each time of a panel: trained anew at every
 * {@value #ORIGINS}th day from nothing but what had happened on any line by then (Tashman,
 * Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16, 2000).
 * Trained when first asked for; which thread asks changes nothing.
 */
final class RefittedModels {
    /** How many origins of a line a model serves. */
    static final int ORIGINS = 20;

    private final GlobalMethod method;
    private final List<SeriesHistory> panel;
    private final FeatureSpec spec;
    private final long seed;
    private final long[] times;
    private final int every;
    private final Object training = new Object();
    private final Map<Long, Optional<GlobalModel>> models = new ConcurrentHashMap<>();

    RefittedModels(GlobalMethod method, List<SeriesHistory> panel, FeatureSpec spec, long seed) {
        this.method = method;
        this.panel = panel;
        this.spec = spec;
        this.seed = seed;
        times =
                panel.stream()
                        .flatMapToLong(one -> Arrays.stream(one.series().times(), 0, one.count()))
                        .sorted()
                        .distinct()
                        .toArray();
        int longest = panel.stream().mapToInt(SeriesHistory::count).max().orElse(1);
        // Lines that never share a day would each ask for models of their own.
        every = ORIGINS * Math.ceilDiv(times.length, longest);
    }

    /** The model in use once everything up to a time had happened. */
    Optional<GlobalModel> at(long time) {
        int place = Arrays.binarySearch(times, time);
        if (place < 0) {
            place = -place - 2;
        }
        if (place < 0) {
            return Optional.empty();
        }
        // Counted from the first day, so that days that follow change no earlier model.
        return trained(times[place / every * every]);
    }

    /** The model of everything that had happened by then. */
    Optional<GlobalModel> trained(long until) {
        return models.computeIfAbsent(
                until,
                cut -> {
                    // One after the other: Tribuo's rows are large, and many threads may ask.
                    synchronized (training) {
                        return GlobalModel.train(method, panel, spec, cut, seed);
                    }
                });
    }
}
