package io.oeeanalytics.plant;

import io.oeeanalytics.plant.PlantDocument.ExceptionEntry;
import io.oeeanalytics.plant.PlantDocument.PauseEntry;
import io.oeeanalytics.plant.PlantDocument.ShiftEntry;
import io.oeeanalytics.plant.PlantDocument.WeekEntry;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the plant document writes instants, choices and calendars, in both directions. */
final class PlantWords {
    private static final int DATE_LENGTH = "2026-03-16".length();

    private PlantWords() {}

    /**
     * @throws DateTimeException when it is neither a date nor an instant
     */
    static Instant validFrom(@Nullable String text, ZoneId zone) {
        if (text == null) {
            return Instant.EPOCH;
        }
        return text.length() == DATE_LENGTH
                ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Null for since ever; the start of a day as its date. */
    static @Nullable String validFrom(Instant instant, ZoneId zone) {
        if (instant.equals(Instant.EPOCH)) {
            return null;
        }
        var date = LocalDate.ofInstant(instant, zone);
        return date.atStartOfDay(zone).toInstant().equals(instant)
                        && date.toString().length() == DATE_LENGTH
                ? date.toString()
                : instant.toString();
    }

    static <E extends Enum<E>> Optional<E> choice(@Nullable String word, Class<E> choices) {
        return Stream.of(choices.getEnumConstants())
                .filter(choice -> choice.name().equals(word))
                .findFirst();
    }

    static Optional<DayOfWeek> weekday(@Nullable String word) {
        return choice(word == null ? null : word.toUpperCase(Locale.ROOT), DayOfWeek.class);
    }

    static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Of entries the check found nothing wrong with. */
    static List<Rotation> rotations(List<WeekEntry> weeks) {
        return weeks.stream().map(PlantWords::rotation).toList();
    }

    private static Rotation rotation(WeekEntry week) {
        return new Rotation(
                LocalDate.parse(week.validFrom()),
                week.cycleDays() == null ? Rotation.WEEK : week.cycleDays(),
                week.shifts() == null
                        ? List.of()
                        : week.shifts().stream().map(shift -> shift(shift, day(shift))).toList());
    }

    private static int day(ShiftEntry shift) {
        return shift.day() == null
                ? weekday(shift.weekday()).orElseThrow().getValue()
                : shift.day();
    }

    /** Of entries the check found nothing wrong with. */
    static List<CalendarException> exceptions(List<ExceptionEntry> exceptions) {
        return exceptions.stream()
                .map(
                        one ->
                                new CalendarException(
                                        LocalDate.parse(one.date()),
                                        CalendarException.Kind.valueOf(one.kind()),
                                        one.reason() == null ? "" : one.reason(),
                                        one.shifts().stream()
                                                .map(shift -> shift(shift, 1))
                                                .toList()))
                .toList();
    }

    private static ShiftTime shift(ShiftEntry entry, int day) {
        return new ShiftTime(
                day,
                Objects.requireNonNull(entry.number()),
                LocalTime.parse(entry.start()),
                LocalTime.parse(entry.end()),
                entry.team(),
                entry.breaks().stream()
                        .map(
                                pause ->
                                        new ShiftTime.Pause(
                                                LocalTime.parse(pause.start()),
                                                LocalTime.parse(pause.end())))
                        .toList());
    }

    static List<WeekEntry> weekEntries(List<Rotation> rotations) {
        return rotations.stream()
                .map(
                        rotation ->
                                new WeekEntry(
                                        rotation.validFrom().toString(),
                                        rotation.days() == Rotation.WEEK ? null : rotation.days(),
                                        rotation.shifts().stream()
                                                .map(shift -> shiftOf(rotation, shift))
                                                .toList()))
                .toList();
    }

    private static ShiftEntry shiftOf(Rotation rotation, ShiftTime shift) {
        return rotation.days() == Rotation.WEEK
                ? entry(shift, DayOfWeek.of(shift.day()).name(), null)
                : entry(shift, null, shift.day());
    }

    static List<ExceptionEntry> exceptionEntries(List<CalendarException> exceptions) {
        return exceptions.stream()
                .map(
                        one ->
                                new ExceptionEntry(
                                        one.day().toString(),
                                        one.kind().name(),
                                        one.reason(),
                                        one.shifts().stream()
                                                .map(shift -> entry(shift, null, null))
                                                .toList()))
                .toList();
    }

    private static ShiftEntry entry(
            ShiftTime shift, @Nullable String weekday, @Nullable Integer day) {
        return new ShiftEntry(
                weekday,
                day,
                shift.number(),
                shift.start().toString(),
                shift.end().toString(),
                shift.team(),
                shift.breaks().stream()
                        .map(
                                pause ->
                                        new PauseEntry(
                                                pause.start().toString(), pause.end().toString()))
                        .toList());
    }
}
