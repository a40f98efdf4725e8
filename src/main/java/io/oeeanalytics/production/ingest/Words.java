package io.oeeanalytics.production.ingest;

import java.time.Duration;

/** Turns values into the words of messages. */
final class Words {
    private Words() {}

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** A duration as a person says it, such as "13 h 20 min". */
    static String length(Duration duration) {
        if (duration.isNegative()) {
            return "-" + length(duration.negated());
        }
        long minutes = duration.toMinutes();
        if (minutes == 0) {
            long millis = duration.toMillis();
            return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
        }
        long hours = minutes / 60;
        if (hours == 0) {
            return minutes + " min";
        }
        long days = hours / 24;
        if (days >= 2) {
            return days + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
        }
        return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
