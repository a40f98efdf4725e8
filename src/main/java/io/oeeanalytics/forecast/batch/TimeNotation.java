package io.oeeanalytics.forecast.batch;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** How a file writes its {@code t}; one way throughout, and forecasts are written the same way. */
enum TimeNotation {
    INTEGER("an integer"),
    DATE("a date like 2026-03-16"),
    MINUTE("a time like 2026-03-16T08:00"),
    SECOND("a time like 2026-03-16T08:00:00");

    private static final int DATE_LENGTH = 10;
    private static final int MINUTE_LENGTH = 16;
    private static final int SECOND_LENGTH = 19;
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final String words;

    TimeNotation(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static Optional<TimeNotation> of(String text) {
        for (var notation : values()) {
            if (notation.parse(text).isPresent()) {
                return Optional.of(notation);
            }
        }
        return Optional.empty();
    }

    /** The number of the step, day, minute or second; empty for another notation. */
    OptionalLong parse(String text) {
        try {
            return switch (this) {
                case INTEGER -> OptionalLong.of(Long.parseLong(text));
                case DATE ->
                        text.length() == DATE_LENGTH
                                ? OptionalLong.of(LocalDate.parse(text).toEpochDay())
                                : OptionalLong.empty();
                case MINUTE ->
                        text.length() == MINUTE_LENGTH
                                ? OptionalLong.of(seconds(text) / 60)
                                : OptionalLong.empty();
                case SECOND ->
                        text.length() == SECOND_LENGTH
                                ? OptionalLong.of(seconds(text))
                                : OptionalLong.empty();
            };
        } catch (NumberFormatException | DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    String format(long time) {
        return switch (this) {
            case INTEGER -> Long.toString(time);
            case DATE -> LocalDate.ofEpochDay(time).toString();
            case MINUTE -> MINUTES.format(at(time * 60));
            case SECOND -> SECONDS.format(at(time));
        };
    }

    private static long seconds(String text) {
        return LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC);
    }

    private static LocalDateTime at(long seconds) {
        return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    }
}
