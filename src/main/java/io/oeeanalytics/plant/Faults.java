package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with a document so far; each question notes a fault at the path when it is no. */
final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    List<Fault> all() {
        return List.copyOf(faults);
    }

    int count() {
        return faults.size();
    }

    void add(String path, String reason) {
        faults.add(new Fault(path, reason));
    }

    boolean named(String path, @Nullable String name) {
        if (name == null || name.isBlank() || name.length() > RuleBook.LONGEST_NAME) {
            add(path, "must have 1 to 80 characters");
            return false;
        }
        if (!name.equals(name.strip())) {
            add(path, "begins or ends with a blank: '%s'".formatted(name));
            return false;
        }
        return true;
    }

    /** A name that may be left out. */
    void namedIfSaid(String path, @Nullable String name) {
        if (name != null && !name.isEmpty()) {
            named(path, name);
        }
    }

    boolean within(String path, @Nullable Double number, double least, double most) {
        if (number == null) {
            add(path, "is missing; a number from %s to %s".formatted(words(least), words(most)));
            return false;
        }
        if (!(number >= least && number <= most)) {
            add(
                    path,
                    "must lie between %s and %s, not %s"
                            .formatted(words(least), words(most), number));
            return false;
        }
        return true;
    }

    boolean within(String path, @Nullable Integer number, int least, int most) {
        if (number == null) {
            add(path, "is missing; a number from %d to %d".formatted(least, most));
            return false;
        }
        if (number < least || number > most) {
            add(path, "must lie between %d and %d, not %d".formatted(least, most, number));
            return false;
        }
        return true;
    }

    private static String words(double limit) {
        return limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
    }

    <E extends Enum<E>> @Nullable E oneOf(String path, @Nullable String word, Class<E> choices) {
        var chosen = PlantWords.choice(word, choices);
        if (chosen.isEmpty()) {
            add(
                    path,
                    "is one of %s, not '%s'".formatted(List.of(choices.getEnumConstants()), word));
        }
        return chosen.orElse(null);
    }

    @Nullable ZoneId zone(String path, @Nullable String zone) {
        try {
            return ZoneId.of(zone == null ? "" : zone);
        } catch (DateTimeException e) {
            add(path, "is a zone such as Europe/Berlin, not '%s'".formatted(zone));
            return null;
        }
    }

    @Nullable LocalDate date(String path, @Nullable String date) {
        try {
            return LocalDate.parse(date == null ? "" : date);
        } catch (DateTimeException e) {
            add(path, "is a date such as 2026-03-16, not '%s'".formatted(date));
            return null;
        }
    }

    @Nullable LocalTime time(String path, @Nullable String time) {
        try {
            var parsed = LocalTime.parse(time == null ? "" : time);
            if (!parsed.equals(parsed.truncatedTo(ChronoUnit.SECONDS))) {
                add(path, "is given to the second, not '%s'".formatted(time));
                return null;
            }
            return parsed;
        } catch (DateTimeException e) {
            add(path, "is a time of day such as 06:00, not '%s'".formatted(time));
            return null;
        }
    }

    /**
     * @param zone null when it is faulty itself: nothing can be said then
     */
    Optional<Instant> validFrom(String path, @Nullable String text, @Nullable ZoneId zone) {
        if (zone == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PlantWords.validFrom(text, zone));
        } catch (DateTimeException e) {
            add(
                    path,
                    "is a date such as 2026-03-16 or an instant such as 2026-03-16T10:00:00Z, not '%s'"
                            .formatted(text));
            return Optional.empty();
        }
    }
}
