package io.oeeanalytics.plant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole plant model as one document, to be exported, kept under version control and imported.
 * Dates are those of the site, ratios fractions of 1, times of day those of the wall clock.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlantDocument(List<SiteEntry> sites) {
    /**
     * @param microStopSeconds delays shorter than this count as production time
     * @param weeks of shifts, for lines without weeks of their own
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SiteEntry(
            String name,
            String zone,
            double microStopSeconds,
            List<StatusEntry> statuses,
            List<HolidayEntry> holidays,
            List<ProductEntry> products,
            List<WeekEntry> weeks,
            List<LineEntry> lines) {
        public SiteEntry {
            statuses = orNone(statuses);
            holidays = orNone(holidays);
            products = orNone(products);
            weeks = orNone(weeks);
            lines = orNone(lines);
        }
    }

    /**
     * @param category one of {@link TimeCategory}
     */
    public record StatusEntry(int code, String name, String category, String group) {}

    public record HolidayEntry(String date, String name) {}

    public record ProductEntry(String code, String name) {}

    public record WeekEntry(String validFrom, List<ShiftEntry> shifts) {
        public WeekEntry {
            shifts = orNone(shifts);
        }
    }

    /** An end at or before the start lies on the next day. */
    public record ShiftEntry(
            String weekday, int number, String start, String end, List<PauseEntry> breaks) {
        public ShiftEntry {
            breaks = orNone(breaks);
        }
    }

    public record PauseEntry(String start, String end) {}

    public record LineEntry(
            String code,
            String name,
            List<TargetEntry> targets,
            List<CycleEntry> idealCycles,
            List<WeekEntry> weeks) {
        public LineEntry {
            targets = orNone(targets);
            idealCycles = orNone(idealCycles);
            weeks = orNone(weeks);
        }
    }

    public record TargetEntry(String validFrom, double oee) {}

    /**
     * @param product code; absent for every product without a cycle of its own
     * @param validFrom a date of the site or an instant with its offset; absent: since ever
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CycleEntry(
            @Nullable String product, @Nullable String validFrom, double seconds) {}

    public PlantDocument {
        sites = orNone(sites);
    }

    private static <T> List<T> orNone(@Nullable List<T> entries) {
        return entries == null ? List.of() : List.copyOf(Objects.requireNonNull(entries));
    }
}
