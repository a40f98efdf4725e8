package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.plant.RuleRecord;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says rules and their records in the reader's language. */
final class RuleWords {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60_000;

    private final Numerals numerals;
    private final ZoneId zone;
    private final Locale locale;

    RuleWords(PlantPage page, Locale locale) {
        this.numerals = page.numerals();
        this.zone = page.site().zone();
        this.locale = locale;
    }

    /** A date, with the time of day where it is not its beginning. */
    String from(Instant validFrom) {
        if (validFrom.equals(Instant.EPOCH)) {
            return translate("plant.ever");
        }
        var local = validFrom.atZone(zone);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? numerals.date(local.toLocalDate())
                : when(validFrom);
    }

    String when(Instant instant) {
        return numerals.date(instant.atZone(zone).toLocalDate())
                + ", "
                + numerals.time(instant, zone);
    }

    static String who(String by) {
        return by.isEmpty() ? translate("plant.system") : by;
    }

    /** Who recorded it and when; nothing for what was there from the start. */
    String recorded(RuleRecord record) {
        return record.isDated()
                ? translate("plant.recorded", who(record.recordedBy()), when(record.recordedAt()))
                : translate("plant.recorded.start");
    }

    String time(LocalTime time) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(time);
    }

    String hours(ShiftTime shift) {
        return time(shift.start()) + "–" + time(shift.end());
    }

    /** Number, hours, team and breaks of a shift. */
    String shift(ShiftTime shift) {
        var words = new StringBuilder(translate("plant.shift", shift.number(), hours(shift)));
        if (shift.team() != null) {
            words.append(", ").append(translate("plant.shift.team", shift.team()));
        }
        if (!shift.breaks().isEmpty()) {
            words.append(", ")
                    .append(
                            translate(
                                    "plant.shift.breaks",
                                    shift.breaks().stream()
                                            .map(
                                                    pause ->
                                                            time(pause.start())
                                                                    + "–"
                                                                    + time(pause.end()))
                                            .collect(Collectors.joining(", "))));
        }
        return words.toString();
    }

    static String path(Status status) {
        return String.join(" › ", status.path());
    }

    String seconds(long millis) {
        var plain = BigDecimal.valueOf(millis, 3).stripTrailingZeros();
        return numerals.decimal(plain.doubleValue(), Math.max(0, plain.scale()));
    }

    String length(long millis) {
        return millis == 0 || millis % MINUTE != 0
                ? translate("plant.seconds", seconds(millis))
                : translate("plant.minutes", numerals.count(millis / MINUTE));
    }

    String settings(Settings settings) {
        return translate(
                "plant.history.settings",
                length(settings.microStop().toMillis()),
                translate("bucket." + settings.bucket()),
                length(settings.startUp().toMillis()),
                translate("definition." + settings.definition()));
    }

    /** Seconds as the fields that ask for them hold them. */
    static double inSeconds(long millis) {
        return (double) millis / SECOND;
    }

    String rule(RuleRecord.Rule rule) {
        return switch (rule) {
            case RuleRecord.Meaning meaning ->
                    translate(
                            "plant.history.status",
                            String.valueOf(meaning.status().code()),
                            meaning.status().name(),
                            translate("category." + meaning.status().category()));
            case RuleRecord.Cycle cycle ->
                    translate(
                            cycle.unit() == null
                                    ? "plant.history.cycle"
                                    : "plant.history.cycle.unit",
                            cycle.product() == null
                                    ? translate("plant.cycles.everyProduct")
                                    : cycle.product(),
                            seconds(cycle.millis()),
                            cycle.unit() == null ? "" : cycle.unit());
            case RuleRecord.Pace pace ->
                    pace.unit() == null
                            ? translate("plant.history.pace.none")
                            : translate("plant.history.pace", pace.unit());
            case RuleRecord.SharedLog log ->
                    log.source() == null
                            ? translate("plant.history.log.own")
                            : translate("plant.history.log", log.source());
            case RuleRecord.Pattern pattern ->
                    pattern.shifts() == 0
                            ? translate("plant.history.pattern.none")
                            : translate("plant.history.pattern", pattern.shifts(), pattern.days());
            case RuleRecord.OneDay day ->
                    translate(
                                    "plant.history.day",
                                    numerals.date(day.day()),
                                    translate("dayKind." + day.kind()))
                            + (day.reason().isEmpty() ? "" : ": " + day.reason());
            case RuleRecord.ClosedDay day ->
                    translate(
                                    "plant.history.day",
                                    numerals.date(day.day()),
                                    translate("dayKind.HOLIDAY"))
                            + (day.name().isEmpty() ? "" : ": " + day.name());
            case RuleRecord.Accounting accounting -> settings(accounting.settings());
            case RuleRecord.Target target ->
                    translate("plant.history.target", numerals.percent(target.oee()));
        };
    }
}
