package io.oeeanalytics.registry;

import java.util.Locale;

/**
 * What a version can be for a line.
 *
 * @param line empty for the whole plant
 * @param alias champion and challenger stand behind gates; others are free
 */
public record Seat(String model, String line, String alias) {
    public static final String CHAMPION = "champion";
    public static final String CHALLENGER = "challenger";

    public Seat {
        Names.checkModel(model);
        Names.checkLine(line);
        Names.checkAlias(alias);
        var lower = alias.toLowerCase(Locale.ROOT);
        if (!alias.equals(lower) && (lower.equals(CHAMPION) || lower.equals(CHALLENGER))) {
            throw new IllegalArgumentException(
                    "'%s' would be taken for %s; write it small".formatted(alias, lower));
        }
    }

    public static Seat champion(String model, String line) {
        return new Seat(model, line, CHAMPION);
    }

    public boolean isGated() {
        return alias.equals(CHAMPION) || alias.equals(CHALLENGER);
    }

    @Override
    public String toString() {
        return line.isEmpty()
                ? "%s of %s".formatted(alias, model)
                : "%s of %s on line %s".formatted(alias, model, line);
    }
}
