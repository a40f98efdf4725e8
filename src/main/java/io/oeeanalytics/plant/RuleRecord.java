package io.oeeanalytics.plant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it was recorded; it is never changed, only superseded.
 *
 * @param recordedAt the beginning of time for what was there before records were kept
 * @param recordedBy empty for the system itself
 * @param supersededAt null while it holds
 * @param line null for a rule of the site
 * @param validFrom the beginning of time for since ever
 */
public record RuleRecord(
        Instant recordedAt,
        String recordedBy,
        @Nullable Instant supersededAt,
        @Nullable String supersededBy,
        @Nullable LineId line,
        Instant validFrom,
        Rule rule) {
    /** What it says. */
    public sealed interface Rule {}

    public record Meaning(Status status) implements Rule {}

    /**
     * @param product its code; null for every product
     * @param unit its code; null for the line
     */
    public record Cycle(@Nullable String product, @Nullable String unit, long millis)
            implements Rule {}

    /**
     * @param unit its code; null for none
     */
    public record Pace(@Nullable String unit) implements Rule {}

    /**
     * @param source code of the line whose status log is shared; null for its own
     */
    public record SharedLog(@Nullable String source) implements Rule {}

    /**
     * @param days the length of the rotation
     * @param shifts how many it has
     */
    public record Pattern(LocalDate from, int days, int shifts) implements Rule {}

    public record OneDay(LocalDate day, CalendarException.Kind kind, String reason, int shifts)
            implements Rule {}

    public record ClosedDay(LocalDate day, String name) implements Rule {}

    public record Accounting(Settings settings) implements Rule {}

    /**
     * @param oee aimed at, a fraction of 1
     */
    public record Target(LocalDate from, double oee) implements Rule {}

    /** Whether somebody recorded it, or it was there from the start. */
    public boolean isDated() {
        return recordedAt.isAfter(Instant.EPOCH);
    }

    /** Replaced within the same act: nobody ever read it. */
    boolean wasNeverRead() {
        return recordedAt.equals(supersededAt);
    }

    /** Records of the same rule replace one another. */
    List<@Nullable Object> key() {
        return switch (rule) {
            case Meaning meaning -> key("status", meaning.status().code(), validFrom);
            case Cycle cycle -> key("cycle", cycle.product(), cycle.unit(), validFrom);
            case Pace pace -> key("pace");
            case SharedLog log -> key("log", validFrom);
            case Pattern pattern -> key("pattern", pattern.from());
            case OneDay day -> key("day", day.day());
            case ClosedDay day -> key("closed", day.day());
            case Accounting accounting -> key("settings", validFrom);
            case Target target -> key("target", target.from());
        };
    }

    private List<@Nullable Object> key(@Nullable Object... parts) {
        var key = new java.util.ArrayList<@Nullable Object>();
        key.add(line);
        key.addAll(Arrays.asList(parts));
        return key;
    }

    static Settings settings(long microStopMs, String bucket, long startUpMs, String definition) {
        return new Settings(
                Duration.ofMillis(microStopMs),
                MicroStopBucket.valueOf(bucket),
                Duration.ofMillis(startUpMs),
                OeeDefinition.valueOf(definition));
    }
}
