package io.oeeanalytics.demo;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;

/** How a file writes an instant. */
public enum StampStyle {
    /** {@code 3/9/26 6:05}, local time; what is finer than a minute is lost. */
    US_MINUTES,
    /** {@code 2026-03-09T06:05:30}, local time. */
    ISO_SECONDS,
    /**
     * {@code 2026-03-09T06:05:30.250+01:00}; tells the two runs of an hour apart when clocks go
     * back.
     */
    ISO_MILLIS_OFFSET;

    void append(Appendable out, Instant instant, ZoneId zone) throws IOException {
        var local = instant.atZone(zone).toOffsetDateTime();
        switch (this) {
            case US_MINUTES -> usMinutes(out, local);
            case ISO_SECONDS -> {
                date(out, local.toLocalDateTime());
                out.append('T');
                seconds(out, local.toLocalDateTime());
            }
            case ISO_MILLIS_OFFSET -> {
                date(out, local.toLocalDateTime());
                out.append('T');
                seconds(out, local.toLocalDateTime());
                millis(out, local.toLocalDateTime());
                out.append(local.getOffset().getId());
            }
        }
    }

    /** {@code 2026-03-09 06:05:30.250}. By hand: a year of pieces has some five million stamps. */
    static void appendMillis(Appendable out, LocalDateTime local) throws IOException {
        date(out, local);
        out.append(' ');
        seconds(out, local);
        millis(out, local);
    }

    private static void usMinutes(Appendable out, OffsetDateTime local) throws IOException {
        out.append(Integer.toString(local.getMonthValue())).append('/');
        out.append(Integer.toString(local.getDayOfMonth())).append('/');
        digits(out, local.getYear() % 100, 2);
        out.append(' ').append(Integer.toString(local.getHour())).append(':');
        digits(out, local.getMinute(), 2);
    }

    private static void date(Appendable out, LocalDateTime local) throws IOException {
        digits(out, local.getYear(), 4);
        out.append('-');
        digits(out, local.getMonthValue(), 2);
        out.append('-');
        digits(out, local.getDayOfMonth(), 2);
    }

    private static void seconds(Appendable out, LocalDateTime local) throws IOException {
        digits(out, local.getHour(), 2);
        out.append(':');
        digits(out, local.getMinute(), 2);
        out.append(':');
        digits(out, local.getSecond(), 2);
    }

    private static void millis(Appendable out, LocalDateTime local) throws IOException {
        out.append('.');
        digits(out, local.get(ChronoField.MILLI_OF_SECOND), 3);
    }

    private static void digits(Appendable out, int value, int width) throws IOException {
        for (int unit = width == 4 ? 1000 : width == 3 ? 100 : 10; unit > 0; unit /= 10) {
            out.append((char) ('0' + value / unit % 10));
        }
    }
}
