package io.oeeanalytics.registry;

/** One version of a model, such as 3 of "daily-oee". */
public record VersionId(String model, int number) {
    public VersionId {
        Names.checkModel(model);
        if (number < 1) {
            throw new IllegalArgumentException(
                    "versions are numbered from 1, not %d".formatted(number));
        }
    }

    @Override
    public String toString() {
        return model + " version " + number;
    }
}
