package io.oeeanalytics.production.ingest;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Reads stamps from characters without making objects. The zone's offset is looked up once per
 * date, and per stamp only on the two days a year that change it.
 *
 * <p>Instead of throwing, it answers values up to {@link #LAST_FAULT}, which no real stamp reaches.
 */
final class StampParser {
    static final long MALFORMED = Long.MIN_VALUE;
    static final long NO_SUCH_DATE = Long.MIN_VALUE + 1;
    static final long NO_SUCH_TIME = Long.MIN_VALUE + 2;
    static final long NO_TIME_OF_DAY = Long.MIN_VALUE + 3;
    static final long CLOCK_GAP = Long.MIN_VALUE + 4;
    static final long LAST_FAULT = CLOCK_GAP;

    static final long UNKNOWN = Long.MIN_VALUE;

    private static final long DAY_MS = 86_400_000L;
    private static final long NOT_UNIFORM = Long.MAX_VALUE;

    /** Rows are seldom out of order by more; a clock put back goes back further. */
    private static final long JITTER_MS = 60_000L;

    private final StampOrder order;
    private final ZoneRules rules;
    private char[] text = {};
    private int at;
    private int end;

    private int cachedDate = -1;
    private long cachedDay;
    private long cachedOffsetMs;
    private boolean ambiguous;

    StampParser(StampOrder order, ZoneId zone) {
        this.order = order;
        this.rules = zone.getRules();
    }

    /** Whether the last stamp lies in an hour the local clock shows twice. */
    boolean wasAmbiguous() {
        return ambiguous;
    }

    /**
     * Milliseconds since 1970 in UTC, or a fault.
     *
     * @param notBefore an instant the stamp is expected to follow, which settles the hour the clock
     *     shows twice; {@link #UNKNOWN} chooses the earlier
     */
    long parse(char[] characters, int from, int to, long notBefore) {
        text = characters;
        at = from;
        end = to;
        ambiguous = false;
        long fault = readDate();
        if (fault != 0) {
            return fault;
        }
        if (at == end) {
            return NO_TIME_OF_DAY;
        }
        char gap = text[at];
        if (gap != ' ' && gap != 'T' && gap != 't') {
            return MALFORMED;
        }
        at++;
        skipBlanks();
        return readTime(notBefore);
    }

    /** Days since 1970 of a date without time, or with midnight as its time; or a fault. */
    long parseDay(char[] characters, int from, int to) {
        text = characters;
        at = from;
        end = to;
        long fault = readDate();
        if (fault != 0) {
            return fault;
        }
        while (at < end) {
            char c = text[at++];
            if (c != ' ' && c != 'T' && c != '0' && c != ':' && c != '.' && c != 'Z') {
                return MALFORMED;
            }
        }
        return cachedDay;
    }

    /** Reads year, month and day into the cache; 0 when all is well. */
    private long readDate() {
        int start = at;
        int a = number(4);
        int digits = at - start;
        if (digits == 0 || at == end) {
            return MALFORMED;
        }
        char separator = text[at];
        if (separator != '-' && separator != '/' && separator != '.') {
            return MALFORMED;
        }
        at++;
        start = at;
        int b = number(2);
        if (at == start || at == end || text[at] != separator) {
            return MALFORMED;
        }
        at++;
        start = at;
        int c = number(4);
        int lastDigits = at - start;
        int year;
        int month;
        int day;
        // four digits in front can only be a year, whatever the order of the other rows
        if (digits == 4) {
            if (lastDigits == 0 || lastDigits > 2) {
                return MALFORMED;
            }
            year = a;
            month = b;
            day = c;
        } else if (order == StampOrder.YEAR_FIRST
                || digits > 2
                || (lastDigits != 2 && lastDigits != 4)) {
            return MALFORMED;
        } else {
            year = lastDigits == 4 ? c : c < 70 ? 2000 + c : 1900 + c;
            month = order == StampOrder.MONTH_FIRST ? a : b;
            day = order == StampOrder.MONTH_FIRST ? b : a;
        }
        int date = (year * 100 + month) * 100 + day;
        if (date != cachedDate) {
            if (month < 1 || month > 12 || day < 1 || day > length(year, month)) {
                return NO_SUCH_DATE;
            }
            enter(year, month, day, date);
        }
        return 0;
    }

    private static int length(int year, int month) {
        return Month.of(month).length(Year.isLeap(year));
    }

    private void enter(int year, int month, int day, int date) {
        LocalDate local = LocalDate.of(year, month, day);
        LocalDateTime midnight = local.atStartOfDay();
        List<ZoneOffset> offsets = rules.getValidOffsets(midnight);
        cachedOffsetMs = NOT_UNIFORM;
        if (offsets.size() == 1) {
            ZoneOffset offset = offsets.getFirst();
            ZoneOffsetTransition next = rules.nextTransition(midnight.toInstant(offset));
            if (next == null
                    || next.toEpochSecond() >= midnight.plusDays(2).toEpochSecond(offset)) {
                cachedOffsetMs = offset.getTotalSeconds() * 1000L;
            }
        }
        cachedDay = local.toEpochDay();
        cachedDate = date;
    }

    private long readTime(long notBefore) {
        int start = at;
        int hour = number(2);
        if (at == start || at == end || text[at] != ':') {
            return MALFORMED;
        }
        at++;
        int minute = twoDigits();
        int second = 0;
        int millis = 0;
        if (at < end && text[at] == ':') {
            at++;
            second = twoDigits();
            if (at < end && (text[at] == '.' || text[at] == ',')) {
                at++;
                millis = fraction();
            }
        }
        if (minute < 0 || second < 0 || millis < 0) {
            return MALFORMED;
        }
        if (at < end) {
            hour = halfDay(hour);
        }
        if (hour < 0 || hour > 23 || minute > 59 || second > 59) {
            return NO_SUCH_TIME;
        }
        long local =
                cachedDay * DAY_MS + hour * 3_600_000L + minute * 60_000L + second * 1000L + millis;
        if (at < end) {
            skipBlanks();
            return withOffset(local);
        }
        return cachedOffsetMs != NOT_UNIFORM ? local - cachedOffsetMs : inZone(local, notBefore);
    }

    /** Takes AM or PM, if there; -1 when the hour does not go with it. */
    private int halfDay(int hour) {
        int mark = at;
        skipBlanks();
        if (at + 1 < end && (text[at + 1] | 0x20) == 'm') {
            int half = text[at] | 0x20;
            if (half == 'a' || half == 'p') {
                at += 2;
                if (hour < 1 || hour > 12) {
                    return -1;
                }
                return hour % 12 + (half == 'p' ? 12 : 0);
            }
        }
        at = mark;
        return hour;
    }

    private long withOffset(long local) {
        char sign = at < end ? text[at] : ' ';
        at++;
        if (sign == 'Z' || sign == 'z') {
            return at == end ? local : MALFORMED;
        }
        if (sign != '+' && sign != '-') {
            return MALFORMED;
        }
        int hours = twoDigits();
        int minutes = 0;
        if (at < end) {
            if (text[at] == ':') {
                at++;
            }
            minutes = twoDigits();
        }
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || at != end) {
            return MALFORMED;
        }
        long offset = (hours * 60L + minutes) * 60_000L;
        return sign == '+' ? local - offset : local + offset;
    }

    private long inZone(long local, long notBefore) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1000L), 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.isEmpty()) {
            return CLOCK_GAP;
        }
        long earlier = local - offsets.getFirst().getTotalSeconds() * 1000L;
        if (offsets.size() == 1) {
            return earlier;
        }
        ambiguous = true;
        long later = local - offsets.getLast().getTotalSeconds() * 1000L;
        boolean wentBack =
                notBefore != UNKNOWN
                        && earlier < notBefore - JITTER_MS
                        && later >= notBefore - JITTER_MS;
        return wentBack ? later : earlier;
    }

    private int number(int mostDigits) {
        int value = 0;
        int stop = Math.min(end, at + mostDigits);
        while (at < stop) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        return value;
    }

    private int twoDigits() {
        int start = at;
        int value = number(2);
        return at - start == 2 ? value : -1;
    }

    private int fraction() {
        int start = at;
        int millis = number(3);
        int digits = at - start;
        number(6);
        return switch (digits) {
            case 0 -> -1;
            case 1 -> millis * 100;
            case 2 -> millis * 10;
            default -> millis;
        };
    }

    private void skipBlanks() {
        while (at < end && text[at] == ' ') {
            at++;
        }
    }
}
