package io.oeeanalytics.plant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole plant model as one document, to be exported, kept under version control and imported.
 * Dates are those of the site, ratios fractions of 1, times of day those of the wall clock. A
 * {@code validFrom} is a date of the site or an instant with its offset; absent: since ever.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlantDocument(List<SiteEntry> sites) {
    private static final int VERSION_LETTERS = 16;

    /** The same for the same plant, and for no other. */
    public String version() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(PlantFormat.JSON.write(this).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }

    /**
     * @param microStopSeconds short for a setting since ever
     * @param areas in their order
     * @param weeks of shifts, for lines without weeks of their own
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SiteEntry(
            String name,
            String zone,
            @Nullable Double microStopSeconds,
            List<SettingEntry> settings,
            List<StatusEntry> statuses,
            List<HolidayEntry> holidays,
            List<ProductEntry> products,
            List<WeekEntry> weeks,
            List<ExceptionEntry> exceptions,
            List<String> areas,
            List<LineEntry> lines) {
        public SiteEntry {
            settings = orNone(settings);
            statuses = orNone(statuses);
            holidays = orNone(holidays);
            products = orNone(products);
            weeks = orNone(weeks);
            exceptions = orNone(exceptions);
            areas = orNone(areas);
            lines = orNone(lines);
        }
    }

    /**
     * What is absent stays as it is from that instant on.
     *
     * @param microStopSeconds delays shorter than this are micro-stops
     * @param microStopBucket one of {@link MicroStopBucket}
     * @param startUpSeconds rejects made this long after a start are start-up rejects
     * @param definition one of {@link OeeDefinition}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SettingEntry(
            @Nullable String validFrom,
            @Nullable Double microStopSeconds,
            @Nullable String microStopBucket,
            @Nullable Double startUpSeconds,
            @Nullable String definition) {}

    /**
     * @param category one of {@link TimeCategory}
     * @param group path in the tree of reasons, such as Failure/Machine
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatusEntry(
            @Nullable Integer code,
            String name,
            String category,
            @Nullable String group,
            @Nullable String validFrom) {}

    public record HolidayEntry(String date, @Nullable String name) {}

    public record ProductEntry(String code, @Nullable String name) {}

    /**
     * @param cycleDays 7 unless said otherwise; a week begins on Monday, any other cycle on {@code
     *     validFrom}
     * @param shifts none: no calendar from there on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WeekEntry(
            String validFrom, @Nullable Integer cycleDays, @Nullable List<ShiftEntry> shifts) {
        public WeekEntry {
            shifts = shifts == null ? null : orNone(shifts);
        }
    }

    /**
     * An end at or before the start lies on the next day.
     *
     * @param weekday in a week, in place of the day
     * @param day of the cycle, from 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ShiftEntry(
            @Nullable String weekday,
            @Nullable Integer day,
            @Nullable Integer number,
            String start,
            String end,
            @Nullable String team,
            List<PauseEntry> breaks) {
        public ShiftEntry {
            breaks = orNone(breaks);
        }
    }

    public record PauseEntry(String start, String end) {}

    /**
     * @param kind one of {@link CalendarException.Kind}
     * @param shifts without weekday and day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ExceptionEntry(
            String date, String kind, @Nullable String reason, List<ShiftEntry> shifts) {
        public ExceptionEntry {
            shifts = orNone(shifts);
        }
    }

    /**
     * @param area of the site; empty for none
     * @param statusLine code of the line whose status log it shares since ever; empty for none
     * @param statusLines the same where it changed; nothing else holds then
     * @param constraints which unit sets the pace, where that changed; in place of what units say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LineEntry(
            String code,
            @Nullable String name,
            @Nullable String area,
            @Nullable String statusLine,
            @Nullable List<StatusLineEntry> statusLines,
            List<UnitEntry> units,
            @Nullable List<ConstraintEntry> constraints,
            List<TargetEntry> targets,
            List<CycleEntry> idealCycles,
            List<WeekEntry> weeks,
            List<ExceptionEntry> exceptions) {
        public LineEntry {
            statusLines = statusLines == null ? null : orNone(statusLines);
            units = orNone(units);
            constraints = constraints == null ? null : orNone(constraints);
            targets = orNone(targets);
            idealCycles = orNone(idealCycles);
            weeks = orNone(weeks);
            exceptions = orNone(exceptions);
        }
    }

    /**
     * @param line code of the line whose status log is shared from then on; empty for its own again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatusLineEntry(@Nullable String validFrom, @Nullable String line) {}

    /**
     * @param unit code of the unit that sets the pace from then on; empty for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConstraintEntry(@Nullable String validFrom, @Nullable String unit) {}

    /**
     * @param constraint whether the unit sets the pace of the line since ever
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UnitEntry(String code, @Nullable String name, @Nullable Boolean constraint) {}

    public record TargetEntry(String validFrom, @Nullable Double oee) {}

    /**
     * @param product code; absent for every product without a cycle of its own
     * @param unit code; absent for the line
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CycleEntry(
            @Nullable String product,
            @Nullable String unit,
            @Nullable String validFrom,
            @Nullable Double seconds) {}

    public PlantDocument {
        sites = orNone(sites);
    }

    private static <T> List<T> orNone(@Nullable List<T> entries) {
        if (entries == null) {
            return List.of();
        }
        if (entries.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("holds an empty entry; fill it in or remove it");
        }
        return List.copyOf(entries);
    }
}
