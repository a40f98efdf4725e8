package io.oeeanalytics.base.ui;

import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.OptionalDouble;

/** One number, one rounding: how figures are written everywhere. */
public final class Numerals {
    /** Stands for a ratio that is not defined. */
    public static final String UNDEFINED = "–";

    private final Locale locale;

    public Numerals(Locale locale) {
        this.locale = locale;
    }

    /** A fraction of 1 as percent with one decimal and no sign, such as 61.0. */
    public String percent(OptionalDouble ratio) {
        return ratio.isPresent() ? decimal(ratio.getAsDouble() * 100, 1) : UNDEFINED;
    }

    public String percent(double ratio) {
        return decimal(ratio * 100, 1);
    }

    /** A difference of two fractions of 1 in points, without its sign. */
    public String points(double difference) {
        return decimal(Math.abs(difference) * 100, 1);
    }

    /** A difference of two fractions of 1 in points, such as +2.1 or −0.4. */
    public String signedPoints(double difference) {
        var points = points(difference);
        if (points.equals(points(0))) {
            return points;
        }
        return (difference < 0 ? "−" : "+") + points;
    }

    /** With one decimal. */
    public String decimal(double value) {
        return decimal(value, 1);
    }

    public String count(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    /** A length of time as "23 min" or "4 h 05 min". */
    public String hoursMinutes(long millis) {
        long minutes = Math.round(millis / 60_000.0);
        return minutes < 60
                ? minutes + " min"
                : "%s h %02d min".formatted(count(minutes / 60), minutes % 60);
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(date);
    }

    public String weekday(LocalDate date) {
        return DateTimeFormatter.ofPattern("EEE", locale).format(date);
    }

    public String time(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ofPattern("HH:mm", locale).format(instant.atZone(zone));
    }

    /** With that many decimals. */
    public String decimal(double value, int digits) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        format.setRoundingMode(java.math.RoundingMode.HALF_UP);
        var text = format.format(value);
        // Nobody wants to read -0.0.
        var zero = format.format(0.0);
        return text.equals(DecimalFormatSymbols.getInstance(locale).getMinusSign() + zero)
                ? zero
                : text;
    }
}
