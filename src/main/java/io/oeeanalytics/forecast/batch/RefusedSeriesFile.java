package io.oeeanalytics.forecast.batch;

import java.util.List;

/** A file that cannot be forecast, with the lines that say why. */
final class RefusedSeriesFile extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedSeriesFile(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
