package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads daily reports, and compares their ratios with the parts they are made of. */
public final class DailyReport {
    /** Reports are rounded; a ratio further from its parts than this was made otherwise. */
    private static final double TOLERANCE = 0.001;

    /** Beyond this, seconds of a day are no measurement; it keeps durations computable. */
    private static final double MOST_SECONDS = 1e9;

    private final FileFormat format;
    private final ZoneId zone;
    private final RowReading reading;
    private final DailySink sink;

    /** A piece takes a day at most; more says that another column was taken for the cycle. */
    private static final double LONGEST_CYCLE_SECONDS = 86_400;

    private static final long MOST_PIECES = 100_000_000;

    /** No line is five times better than its plan; such a ratio is a percentage. */
    private static final double HIGHEST_RATIO = 5;

    private final CodeTable lines = new CodeTable("line");
    private final Map<List<Object>, Long> seen = new HashMap<>();
    private final StampParser dates;

    private DailyReport(FileFormat format, ReadSettings settings, DailySink sink) {
        if (format.kind() != FileKind.DAILY_REPORT) {
            throw new IllegalArgumentException(
                    "a %s cannot be read as a daily report".formatted(format.kind().title()));
        }
        this.format = format;
        this.zone = settings.zone();
        this.reading = new RowReading(format, settings, sink);
        this.sink = sink;
        this.dates = new StampParser(format.order(FileColumn.DATE), settings.zone());
    }

    /** Reads all rows and closes the stream. */
    public static ReadSummary read(
            InputStream in, FileFormat format, ReadSettings settings, DailySink sink)
            throws IOException {
        DailyReport report = new DailyReport(format, settings, sink);
        return report.reading.read(in, report.lines.codes(), report::take);
    }

    private void take(CsvRow row) throws BadRow {
        int line = format.position(FileColumn.LINE).orElseThrow();
        DailyRow day =
                new DailyRow(
                        row.fileLine(),
                        lines.code(lines.index(row.characters(), row.start(line), row.end(line))),
                        date(row),
                        seconds(row, FileColumn.PLANNED_TIME),
                        seconds(row, FileColumn.RUN_TIME),
                        output(row),
                        cycle(row),
                        ratio(row, FileColumn.AVAILABILITY, HIGHEST_RATIO),
                        ratio(row, FileColumn.PERFORMANCE, HIGHEST_RATIO),
                        ratio(row, FileColumn.QUALITY, 1),
                        ratio(row, FileColumn.OEE, HIGHEST_RATIO));
        checkOnce(day);
        checkTimes(row, day);
        checkRatios(row, day);
        sink.day(day);
    }

    private LocalDate date(CsvRow row) throws BadRow {
        int field = format.position(FileColumn.DATE).orElseThrow();
        String text = Words.cut(row.field(field), 60);
        long epochDay = dates.parseDay(row.characters(), row.start(field), row.end(field));
        if (epochDay <= StampParser.LAST_FAULT) {
            throw reading.badStamp(FileColumn.DATE, text, epochDay);
        }
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        reading.checkRange(
                FileColumn.DATE, text, date.atStartOfDay(zone).toInstant().toEpochMilli());
        return date;
    }

    private String needed(CsvRow row, FileColumn column) throws BadRow {
        String text = row.field(format.position(column).orElseThrow());
        if (text.isEmpty()) {
            throw new BadRow(RowFault.MISSING_VALUE, "%s is missing.".formatted(column.header()));
        }
        return text;
    }

    private Duration seconds(CsvRow row, FileColumn column) throws BadRow {
        String text = needed(row, column);
        double seconds = Numbers.decimal(column.header(), text, format.decimalComma());
        Numbers.notNegative(column.header(), text, seconds);
        if (seconds > MOST_SECONDS) {
            throw new BadRow(
                    RowFault.BAD_NUMBER, "%s %s is too large.".formatted(column.header(), text));
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private OptionalDouble optional(CsvRow row, FileColumn column) throws BadRow {
        int field = format.position(column).orElse(-1);
        if (field < 0 || row.isBlank(field)) {
            return OptionalDouble.empty();
        }
        String text = row.field(field);
        double value = Numbers.decimal(column.header(), text, format.decimalComma());
        return OptionalDouble.of(Numbers.notNegative(column.header(), text, value));
    }

    private long output(CsvRow row) throws BadRow {
        String text = needed(row, FileColumn.OUTPUT);
        long pieces = Numbers.count(FileColumn.OUTPUT.header(), text, format.decimalComma());
        if (pieces > MOST_PIECES) {
            throw new BadRow(
                    RowFault.BAD_NUMBER,
                    "%s %s is more than any line makes in a day."
                            .formatted(FileColumn.OUTPUT.header(), text));
        }
        return pieces;
    }

    private OptionalDouble cycle(CsvRow row) throws BadRow {
        OptionalDouble seconds = optional(row, FileColumn.IDEAL_CYCLE_TIME);
        if (seconds.isPresent()
                && !(seconds.getAsDouble() >= 0.001
                        && seconds.getAsDouble() <= LONGEST_CYCLE_SECONDS)) {
            throw new BadRow(
                    RowFault.BAD_NUMBER,
                    "%s must lie between 0.001 and 86400 seconds, not %s."
                            .formatted(
                                    FileColumn.IDEAL_CYCLE_TIME.header(), seconds.getAsDouble()));
        }
        return seconds;
    }

    private OptionalDouble ratio(CsvRow row, FileColumn column, double highest) throws BadRow {
        OptionalDouble ratio = optional(row, column);
        if (ratio.isPresent() && ratio.getAsDouble() > highest) {
            throw new BadRow(
                    RowFault.BAD_NUMBER,
                    "%s is %s; ratios are written as fractions of 1, so 97 %% is 0.97."
                            .formatted(column.header(), ratio.getAsDouble()));
        }
        return ratio;
    }

    /** A day of a line has one row; a report by shift or product must be added up first. */
    private void checkOnce(DailyRow day) throws BadRow {
        Long before = seen.putIfAbsent(List.of(day.line(), day.date()), day.fileLine());
        if (before != null) {
            throw new BadRow(
                    RowFault.REPEATED,
                    "%s on %s stands on line %d already; a day of a line has one row."
                            .formatted(day.line(), day.date(), before));
        }
    }

    private void checkTimes(CsvRow row, DailyRow day) {
        Duration length =
                Duration.between(
                        day.date().atStartOfDay(zone), day.date().plusDays(1).atStartOfDay(zone));
        if (day.planned().compareTo(length) > 0) {
            reading.finding(
                    row,
                    RowFinding.Topic.MORE_TIME_THAN_THE_DAY_HAS,
                    "%s on %s has more planned time than the day has: %s of %s."
                            .formatted(
                                    day.line(),
                                    day.date(),
                                    Words.length(day.planned()),
                                    Words.length(length)));
        } else if (day.run().compareTo(length) > 0) {
            reading.finding(
                    row,
                    RowFinding.Topic.MORE_TIME_THAN_THE_DAY_HAS,
                    "%s on %s has more run time than the day has: %s of %s."
                            .formatted(
                                    day.line(),
                                    day.date(),
                                    Words.length(day.run()),
                                    Words.length(length)));
        }
        if (day.output() > 0 && (day.planned().isZero() || day.run().isZero())) {
            reading.finding(
                    row,
                    RowFinding.Topic.OUTPUT_WITHOUT_TIME,
                    "%s on %s made %d pieces with planned time %s and run time %s."
                            .formatted(
                                    day.line(),
                                    day.date(),
                                    day.output(),
                                    Words.length(day.planned()),
                                    Words.length(day.run())));
        }
    }

    /** A = run / planned, P = output x ideal cycle / run, OEE = A x P x Q. */
    private void checkRatios(CsvRow row, DailyRow day) {
        double run = day.run().toMillis() / 1000.0;
        double planned = day.planned().toMillis() / 1000.0;
        if (planned > 0) {
            compare(row, day, FileColumn.AVAILABILITY, day.availability(), run / planned);
        }
        if (run > 0 && day.idealCycleSeconds().isPresent()) {
            compare(
                    row,
                    day,
                    FileColumn.PERFORMANCE,
                    day.performance(),
                    day.output() * day.idealCycleSeconds().getAsDouble() / run);
        }
        if (day.availability().isPresent()
                && day.performance().isPresent()
                && day.quality().isPresent()) {
            compare(
                    row,
                    day,
                    FileColumn.OEE,
                    day.oee(),
                    day.availability().getAsDouble()
                            * day.performance().getAsDouble()
                            * day.quality().getAsDouble());
        }
    }

    private void compare(
            CsvRow row, DailyRow day, FileColumn ratio, OptionalDouble stated, double made) {
        if (stated.isPresent() && Math.abs(stated.getAsDouble() - made) > TOLERANCE) {
            reading.finding(
                    row,
                    RowFinding.Topic.RATIOS_DISAGREE,
                    String.format(
                            Locale.ROOT,
                            "%s on %s: %s is given as %.4f, its parts make %.4f.",
                            day.line(),
                            day.date(),
                            ratio.header(),
                            stated.getAsDouble(),
                            made));
        }
    }
}
