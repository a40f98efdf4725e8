package io.oeeanalytics.forecast.ui;

import io.oeeanalytics.base.ui.Numerals;
import java.util.OptionalDouble;

/** How chances are said: in whole percent, never as certain. */
final class Chances {
    private Chances() {}

    /** Of something missed: met, rather met, open, rather missed or missed. */
    static String word(double miss) {
        if (miss < 0.2) {
            return "met";
        }
        if (miss < 0.4) {
            return "ratherMet";
        }
        if (miss <= 0.6) {
            return "open";
        }
        return miss <= 0.8 ? "ratherMissed" : "missed";
    }

    static String percent(OptionalDouble chance, Numerals numerals) {
        return chance.isEmpty()
                ? Numerals.UNDEFINED
                : numerals.count(Math.clamp(Math.round(chance.getAsDouble() * 100), 1, 99));
    }
}
