package io.oeeanalytics.registry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Versions made of the bytes of a test. */
public final class ServingFixtures {
    private ServingFixtures() {}

    public static NewVersion of(String model, NewFile... files) {
        return new NewVersion(
                model,
                "linear",
                Map.of(),
                null,
                null,
                "",
                "",
                List.of(files),
                null,
                new TreeMap<>(),
                "");
    }
}
