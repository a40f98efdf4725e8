package io.oeeanalytics.plant;

import io.oeeanalytics.base.TimeRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shift of a rotation by the wall clock. An end at or before the start lies on the next day, and
 * so does a break that begins before the shift does.
 *
 * @param day of the rotation, from 1; in a week 1 is Monday
 * @param number 1 for the first shift of the day
 * @param team who works it, if that is said
 */
public record ShiftTime(
        int day,
        int number,
        LocalTime start,
        LocalTime end,
        @Nullable String team,
        List<Pause> breaks) {
    static final Comparator<ShiftTime> ORDER =
            Comparator.comparingInt(ShiftTime::day)
                    .thenComparingInt(ShiftTime::number)
                    .thenComparing(ShiftTime::start);

    private static final int DAY_SECONDS = (int) Duration.ofDays(1).toSeconds();

    /** A planned break. */
    public record Pause(LocalTime start, LocalTime end) {
        public Pause {
            if (start.equals(end)) {
                throw new IllegalArgumentException(
                        "a break cannot start and end at %s".formatted(start));
            }
        }
    }

    public ShiftTime {
        // In the order they are taken, so that shifts are equal however their breaks were listed.
        var from = start;
        breaks =
                breaks.stream()
                        .sorted(Comparator.comparingInt(pause -> seconds(from, pause.start())))
                        .toList();
        if (number < 1 || number > 9) {
            throw new IllegalArgumentException(
                    "shifts are numbered 1 to 9, not %d".formatted(number));
        }
        if (day < 1 || day > Rotation.LONGEST) {
            throw new IllegalArgumentException(
                    "the days of a rotation are 1 to %d, not %d".formatted(Rotation.LONGEST, day));
        }
    }

    /** A shift of the week. */
    public ShiftTime(
            DayOfWeek weekday, int number, LocalTime start, LocalTime end, List<Pause> breaks) {
        this(weekday.getValue(), number, start, end, null, breaks);
    }

    /**
     * By the wall clock, whatever the dates; the rotation is a ring, its last night ends on day 1.
     */
    public boolean overlaps(ShiftTime other, int days) {
        int ring = days * DAY_SECONDS;
        int turn = Math.floorMod(other.from() - from(), ring);
        return turn < seconds() || ring - turn < other.seconds();
    }

    /** From start to end by the wall clock. */
    public Duration length() {
        return Duration.ofSeconds(seconds());
    }

    /** The length without the breaks. */
    public Duration planned() {
        return length().minusSeconds(
                        breaks.stream()
                                .mapToLong(pause -> seconds(pause.start(), pause.end()))
                                .sum());
    }

    /** The first break that is not within the shift, or begins before the one before it ends. */
    public Optional<Pause> breakOutOfPlace() {
        int free = 0;
        for (var pause : breaks) {
            int begins = seconds(start, pause.start());
            int ends = begins + seconds(pause.start(), pause.end());
            if (begins < free || ends > seconds()) {
                return Optional.of(pause);
            }
            free = ends;
        }
        return Optional.empty();
    }

    private int from() {
        return (day - 1) * DAY_SECONDS + start.toSecondOfDay();
    }

    private int seconds() {
        int length = seconds(start, end);
        return length == 0 ? DAY_SECONDS : length;
    }

    private static int seconds(LocalTime from, LocalTime to) {
        return Math.floorMod(to.toSecondOfDay() - from.toSecondOfDay(), DAY_SECONDS);
    }

    /** The shift that starts on that date; its length follows the zone's clock changes. */
    Shift on(LocalDate date, ZoneId zone) {
        return new Shift(
                date,
                number,
                range(date, start, end, zone),
                breaks.stream()
                        .map(pause -> pause(date, pause, zone))
                        .filter(pause -> !pause.isEmpty())
                        .toList(),
                team);
    }

    /** No longer than by the clock, although an hour of it may come twice. */
    private TimeRange pause(LocalDate date, Pause pause, ZoneId zone) {
        var range = range(date, pause.start(), pause.end(), zone);
        var end = range.from().plusSeconds(seconds(pause.start(), pause.end()));
        return end.isBefore(range.to()) ? new TimeRange(range.from(), end) : range;
    }

    private TimeRange range(LocalDate date, LocalTime from, LocalTime to, ZoneId zone) {
        var fromDate = from.isBefore(start) ? date.plusDays(1) : date;
        var toDate = to.isAfter(from) ? fromDate : fromDate.plusDays(1);
        return new TimeRange(
                instant(fromDate.atTime(from), zone), instant(toDate.atTime(to), zone));
    }

    /** A time the clocks skip is the instant at which they skip it, so no range runs backwards. */
    private static Instant instant(LocalDateTime local, ZoneId zone) {
        var change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
