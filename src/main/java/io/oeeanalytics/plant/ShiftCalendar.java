package io.oeeanalytics.plant;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.CalendarException.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When one line is planned to run. From the first rotation of its own on a line follows its own,
 * before it those of its site. A day's exception comes before holiday and rotation, the line's
 * before the site's; extra shifts come besides whatever else is planned that day.
 */
public final class ShiftCalendar {
    /** What one owner, a site or a line, says. */
    public record Plan(List<Rotation> rotations, List<CalendarException> exceptions) {
        public static final Plan NONE = new Plan(List.of(), List.of());

        public Plan {
            rotations = List.copyOf(rotations);
            exceptions = List.copyOf(exceptions);
        }
    }

    /** Two shifts that cannot both be worked, the first of the day asked about. */
    record Clash(Shift shift, Shift other, ZoneId zone) {
        String words() {
            var from = other.range().from().atZone(zone).toLocalTime();
            var to = other.range().to().atZone(zone).toLocalTime();
            return shift.range().overlaps(other.range())
                    ? "overlaps shift %d of %s, %s to %s; end one before the other"
                            .formatted(other.number(), other.businessDate(), from, to)
                    : "has the number of the shift from %s to %s on that day; take another"
                            .formatted(from, to);
        }
    }

    private final ZoneId zone;
    private final Set<LocalDate> holidays;
    private final NavigableMap<LocalDate, Rotation> rotations = new TreeMap<>();
    private final Map<LocalDate, CalendarException> ofSite;
    private final Map<LocalDate, CalendarException> ofLine;

    public ShiftCalendar(ZoneId zone, Set<LocalDate> holidays, Plan site, Plan line) {
        this.zone = zone;
        this.holidays = Set.copyOf(holidays);
        site.rotations().forEach(one -> rotations.put(one.validFrom(), one));
        line.rotations().stream()
                .map(Rotation::validFrom)
                .min(Comparator.naturalOrder())
                .ifPresent(first -> rotations.tailMap(first, true).clear());
        line.rotations().forEach(one -> rotations.put(one.validFrom(), one));
        this.ofSite = byDay(site.exceptions());
        this.ofLine = byDay(line.exceptions());
    }

    /** Of weeks only, each valid from a date. */
    public ShiftCalendar(
            ZoneId zone, NavigableMap<LocalDate, List<ShiftTime>> weeks, Set<LocalDate> holidays) {
        this(
                zone,
                holidays,
                new Plan(
                        weeks.entrySet().stream()
                                .map(week -> Rotation.week(week.getKey(), week.getValue()))
                                .toList(),
                        List.of()),
                Plan.NONE);
    }

    private static Map<LocalDate, CalendarException> byDay(List<CalendarException> exceptions) {
        var days = new HashMap<LocalDate, CalendarException>();
        exceptions.forEach(one -> days.put(one.day(), one));
        return days;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Whether a plan exists for that date at all; without one planned time is what was logged. */
    public boolean covers(LocalDate date) {
        var rotation = rotations.floorEntry(date);
        return ofLine.containsKey(date)
                || ofSite.containsKey(date)
                || (rotation != null && !rotation.getValue().shifts().isEmpty());
    }

    public boolean isHoliday(LocalDate date) {
        return holidays.contains(date);
    }

    /**
     * The shifts that start on that date, by their start; none on days off and closed days. Where a
     * new rotation begins while a shift of the old one runs, that ends.
     */
    public List<Shift> shiftsOn(LocalDate date) {
        var starting = starting(date);
        var followers = new ArrayList<>(starting);
        followers.addAll(starting(date.plusDays(1)));
        var shifts = new ArrayList<Shift>();
        for (var shift : starting) {
            var end =
                    followers.stream()
                            .map(follower -> follower.range().from())
                            .filter(begins -> begins.isAfter(shift.range().from()))
                            .min(Comparator.naturalOrder())
                            .orElse(shift.range().to());
            shifts.add(shift.until(end));
        }
        return shifts;
    }

    /** What the day holds that no shift of this date or a neighbouring one does. */
    public List<TimeRange> freeOn(LocalDate date) {
        var day = new TimeRange(midnight(date), midnight(date.plusDays(1)));
        var free = new ArrayList<TimeRange>();
        var from = day.from();
        for (var near = date.minusDays(1);
                !near.isAfter(date.plusDays(1));
                near = near.plusDays(1)) {
            for (var shift : shiftsOn(near)) {
                var taken = shift.range().intersection(day).orElse(null);
                if (taken != null) {
                    if (from.isBefore(taken.from())) {
                        free.add(new TimeRange(from, taken.from()));
                    }
                    from = taken.to().isAfter(from) ? taken.to() : from;
                }
            }
        }
        if (from.isBefore(day.to())) {
            free.add(new TimeRange(from, day.to()));
        }
        return free;
    }

    /** All that is accounted to a date, however late it is: no two dates share a millisecond. */
    public List<TimeRange> stretches(LocalDate date) {
        var shifts = covers(date) ? shiftsOn(date) : List.<Shift>of();
        return Stream.concat(shifts.stream().map(Shift::range), freeOn(date).stream()).toList();
    }

    /** From the first to the last instant accounted to a date. */
    public TimeRange span(LocalDate date) {
        return stretches(date).stream()
                .reduce(TimeRange::hull)
                .orElseGet(() -> new TimeRange(midnight(date), midnight(date)));
    }

    private Instant midnight(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    private List<Shift> starting(LocalDate date) {
        return Stream.concat(regular(date).stream(), extra(date).stream())
                .map(shift -> shift.on(date, zone))
                .filter(shift -> !shift.range().isEmpty())
                .sorted(Comparator.comparing(shift -> shift.range().from()))
                .toList();
    }

    private List<ShiftTime> regular(LocalDate date) {
        for (var exception : List.of(ofLine, ofSite)) {
            var said = exception.get(date);
            if (said != null && said.kind() != Kind.EXTRA) {
                return said.shifts();
            }
        }
        var rotation = rotations.floorEntry(date);
        return rotation == null || isHoliday(date) ? List.of() : rotation.getValue().shiftsOn(date);
    }

    private List<ShiftTime> extra(LocalDate date) {
        var said = ofLine.getOrDefault(date, ofSite.get(date));
        return said == null || said.kind() != Kind.EXTRA ? List.of() : said.shifts();
    }

    /** The days with an exception of the line or its site. */
    NavigableSet<LocalDate> exceptionalDays() {
        var days = new TreeSet<>(ofSite.keySet());
        days.addAll(ofLine.keySet());
        return days;
    }

    /**
     * The first thing wrong with the shifts of a day: overlaps, also of a night before or after.
     */
    Optional<Clash> clash(LocalDate day) {
        var ofDay = starting(day);
        var others = new ArrayList<Shift>(starting(day.minusDays(1)));
        others.addAll(starting(day.plusDays(1)));
        for (int i = 0; i < ofDay.size(); i++) {
            var shift = ofDay.get(i);
            var clashing =
                    Stream.concat(ofDay.subList(0, i).stream(), others.stream())
                            .filter(other -> clashes(shift, other))
                            .findFirst();
            if (clashing.isPresent()) {
                return Optional.of(clash(shift, clashing.get(), day));
            }
        }
        return Optional.empty();
    }

    private static boolean clashes(Shift one, Shift other) {
        return one.range().overlaps(other.range())
                || (one.businessDate().equals(other.businessDate())
                        && one.number() == other.number());
    }

    /** The extra shift comes first: it is the one to move. */
    private Clash clash(Shift one, Shift other, LocalDate day) {
        var isExtra = extra(day).stream().map(shift -> shift.on(day, zone)).toList();
        return isExtra.contains(other) && !isExtra.contains(one)
                ? new Clash(other, one, zone)
                : new Clash(one, other, zone);
    }
}
