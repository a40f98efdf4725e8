package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.plant.PlantDocument.LineEntry;
import io.oeeanalytics.plant.PlantDocument.ShiftEntry;
import io.oeeanalytics.plant.PlantDocument.SiteEntry;
import io.oeeanalytics.plant.PlantDocument.WeekEntry;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with a plant document, each by its path and with what is right.
 */
final class PlantCheck {
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final int MINUTES_A_WEEK = 7 * MINUTES_A_DAY;
    private static final double LONGEST_CYCLE_SECONDS = 86_400;

    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, String> lineCodes = new HashMap<>();

    private PlantCheck() {}

    static List<Fault> faults(PlantDocument document) {
        var check = new PlantCheck();
        var names = new HashSet<String>();
        for (int i = 0; i < document.sites().size(); i++) {
            var path = "sites[%d]".formatted(i);
            var site = document.sites().get(i);
            if (check.named(path + ".name", site.name()) && !names.add(site.name())) {
                check.fault(path + ".name", "'%s' stands twice".formatted(site.name()));
            }
            check.site(path, site);
        }
        return check.faults;
    }

    private void site(String path, SiteEntry site) {
        var zone = zone(path + ".zone", site.zone());
        if (!(site.microStopSeconds() >= 0 && site.microStopSeconds() <= 3600)) {
            fault(
                    path + ".microStopSeconds",
                    "must lie between 0 and 3600, not %s".formatted(site.microStopSeconds()));
        }
        var codes = new HashSet<Integer>();
        for (int i = 0; i < site.statuses().size(); i++) {
            var status = site.statuses().get(i);
            var at = "%s.statuses[%d]".formatted(path, i);
            named(at + ".name", status.name());
            if (!codes.add(status.code())) {
                fault(at + ".code", "%d stands twice".formatted(status.code()));
            }
            if (category(status.category()).isEmpty()) {
                fault(
                        at + ".category",
                        "is one of %s, not '%s'"
                                .formatted(List.of(TimeCategory.values()), status.category()));
            }
        }
        for (int i = 0; i < site.holidays().size(); i++) {
            date("%s.holidays[%d].date".formatted(path, i), site.holidays().get(i).date());
        }
        var products = new HashSet<String>();
        for (int i = 0; i < site.products().size(); i++) {
            var code = site.products().get(i).code();
            var at = "%s.products[%d].code".formatted(path, i);
            if (named(at, code) && !products.add(code)) {
                fault(at, "'%s' stands twice".formatted(code));
            }
        }
        weeks(path, site.weeks());
        for (int i = 0; i < site.lines().size(); i++) {
            line("%s.lines[%d]".formatted(path, i), site.lines().get(i), products, zone);
        }
    }

    private void line(String path, LineEntry line, Set<String> products, @Nullable ZoneId zone) {
        if (named(path + ".code", line.code())) {
            var other = lineCodes.putIfAbsent(line.code(), path);
            if (other != null) {
                fault(path + ".code", "'%s' stands at %s already".formatted(line.code(), other));
            }
        }
        for (int i = 0; i < line.targets().size(); i++) {
            var target = line.targets().get(i);
            date("%s.targets[%d].validFrom".formatted(path, i), target.validFrom());
            if (!(target.oee() > 0 && target.oee() <= 1)) {
                fault(
                        "%s.targets[%d].oee".formatted(path, i),
                        "must lie above 0 and up to 1, not %s".formatted(target.oee()));
            }
        }
        for (int i = 0; i < line.idealCycles().size(); i++) {
            var cycle = line.idealCycles().get(i);
            var at = "%s.idealCycles[%d]".formatted(path, i);
            if (!(cycle.seconds() >= 0.001 && cycle.seconds() <= LONGEST_CYCLE_SECONDS)) {
                fault(
                        at + ".seconds",
                        "must lie between 0.001 and 86400, not %s".formatted(cycle.seconds()));
            }
            if (cycle.product() != null && !products.contains(cycle.product())) {
                fault(
                        at + ".product",
                        "'%s' is not among the products of the site".formatted(cycle.product()));
            }
            if (zone != null) {
                try {
                    validFrom(cycle.validFrom(), zone);
                } catch (DateTimeException e) {
                    fault(
                            at + ".validFrom",
                            "is a date such as 2026-03-16 or an instant such as 2026-03-16T10:00:00Z, not '%s'"
                                    .formatted(cycle.validFrom()));
                }
            }
        }
        weeks(path, line.weeks());
    }

    private void weeks(String path, List<WeekEntry> weeks) {
        var dates = new HashSet<String>();
        for (int i = 0; i < weeks.size(); i++) {
            var at = "%s.weeks[%d]".formatted(path, i);
            var week = weeks.get(i);
            if (date(at + ".validFrom", week.validFrom()) && !dates.add(week.validFrom())) {
                fault(at + ".validFrom", "%s stands twice".formatted(week.validFrom()));
            }
            if (week.shifts().isEmpty()) {
                fault(at + ".shifts", "is empty; a week has at least one shift");
            }
            shifts(at, week.shifts());
        }
    }

    private record Span(int from, int to, String words) {}

    private void shifts(String path, List<ShiftEntry> shifts) {
        var spans = new ArrayList<Span>();
        for (int i = 0; i < shifts.size(); i++) {
            var at = "%s.shifts[%d]".formatted(path, i);
            var span = span(at, shifts.get(i));
            if (span == null) {
                continue;
            }
            for (var other : spans) {
                if (overlap(span, other)) {
                    fault(at, "overlaps %s; end one before the other".formatted(other.words()));
                }
            }
            spans.add(span);
        }
    }

    private @Nullable Span span(String path, ShiftEntry shift) {
        var weekday = weekday(shift.weekday());
        if (weekday.isEmpty()) {
            fault(
                    path + ".weekday",
                    "is one of %s, not '%s'"
                            .formatted(List.of(DayOfWeek.values()), shift.weekday()));
        }
        if (shift.number() < 1 || shift.number() > 9) {
            fault(path + ".number", "must lie between 1 and 9, not %d".formatted(shift.number()));
        }
        var start = time(path + ".start", shift.start());
        var end = time(path + ".end", shift.end());
        if (weekday.isEmpty() || start == null || end == null) {
            return null;
        }
        int from = (weekday.get().getValue() - 1) * MINUTES_A_DAY + minutes(start);
        int length = minutes(end) - minutes(start);
        int to = from + (length > 0 ? length : length + MINUTES_A_DAY);
        for (int i = 0; i < shift.breaks().size(); i++) {
            var at = "%s.breaks[%d]".formatted(path, i);
            var begins = time(at + ".start", shift.breaks().get(i).start());
            var ends = time(at + ".end", shift.breaks().get(i).end());
            if (begins != null && ends != null) {
                int after = Math.floorMod(minutes(begins) - minutes(start), MINUTES_A_DAY);
                int until = Math.floorMod(minutes(ends) - minutes(start), MINUTES_A_DAY);
                if (after >= until || until > to - from) {
                    fault(
                            at,
                            "%s to %s does not lie within the shift, %s to %s"
                                    .formatted(begins, ends, start, end));
                }
            }
        }
        return new Span(
                from,
                to,
                "shift %d of %s, %s to %s".formatted(shift.number(), shift.weekday(), start, end));
    }

    /** The week is a ring: Sunday's night shift ends on Monday. */
    private static boolean overlap(Span one, Span other) {
        for (int turn : new int[] {-MINUTES_A_WEEK, 0, MINUTES_A_WEEK}) {
            if (one.from() < other.to() + turn && other.from() + turn < one.to()) {
                return true;
            }
        }
        return false;
    }

    private static int minutes(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private boolean named(String path, @Nullable String name) {
        if (name == null || name.isBlank() || name.length() > 80) {
            fault(path, "must have 1 to 80 characters");
            return false;
        }
        return true;
    }

    private @Nullable ZoneId zone(String path, @Nullable String zone) {
        try {
            return ZoneId.of(zone == null ? "" : zone);
        } catch (DateTimeException e) {
            fault(path, "is a zone such as Europe/Berlin, not '%s'".formatted(zone));
            return null;
        }
    }

    private boolean date(String path, @Nullable String date) {
        try {
            LocalDate.parse(date == null ? "" : date);
            return true;
        } catch (DateTimeException e) {
            fault(path, "is a date such as 2026-03-16, not '%s'".formatted(date));
            return false;
        }
    }

    private @Nullable LocalTime time(String path, @Nullable String time) {
        try {
            return LocalTime.parse(time == null ? "" : time);
        } catch (DateTimeException e) {
            fault(path, "is a time of day such as 06:00, not '%s'".formatted(time));
            return null;
        }
    }

    private void fault(String path, String reason) {
        faults.add(new Fault(path, reason));
    }

    static Optional<TimeCategory> category(@Nullable String name) {
        return List.of(TimeCategory.values()).stream()
                .filter(category -> category.name().equals(name))
                .findFirst();
    }

    static Optional<DayOfWeek> weekday(@Nullable String name) {
        return List.of(DayOfWeek.values()).stream()
                .filter(day -> name != null && day.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /**
     * @throws DateTimeException when it is neither a date nor an instant
     */
    static Instant validFrom(@Nullable String text, ZoneId zone) {
        if (text == null) {
            return Instant.EPOCH;
        }
        return text.length() == "2026-03-16".length()
                ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
