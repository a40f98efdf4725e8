package io.oeeanalytics.production.ingest;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads the numbers of files; refuses what is not a finite number. */
final class Numbers {
    private static final Pattern POINT =
            Pattern.compile("[+-]?(\\d+|\\d{1,3}(,\\d{3})+)?(\\.\\d*)?([eE][+-]?\\d{1,3})?");
    private static final Pattern COMMA =
            Pattern.compile("[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+)?(,\\d*)?([eE][+-]?\\d{1,3})?");
    private static final int MOST_CHARACTERS = 40;

    private Numbers() {}

    static double decimal(String header, String text, boolean comma) throws BadRow {
        Pattern form = comma ? COMMA : POINT;
        if (text.length() > MOST_CHARACTERS
                || !form.matcher(text).matches()
                || text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            throw notANumber(header, text);
        }
        String plain = comma ? text.replace(".", "").replace(',', '.') : text.replace(",", "");
        try {
            double value = Double.parseDouble(plain);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notANumber(header, text);
        }
        throw notANumber(header, text);
    }

    /** A whole number of things, which may be written like 1177.0. */
    static long count(String header, String text, boolean comma) throws BadRow {
        double value = decimal(header, text, comma);
        if (value != Math.rint(value) || Math.abs(value) > 1e15) {
            throw new BadRow(
                    RowFault.BAD_NUMBER,
                    "%s \"%s\" is not a whole number.".formatted(header, text));
        }
        return notNegative(header, text, (long) value);
    }

    /** A whole number that fits into 32 bits; plain digits are read without making a string. */
    static int smallCount(String header, char[] text, int from, int to, boolean comma)
            throws BadRow {
        if (to - from > 0 && to - from <= 9) {
            int value = 0;
            int at = from;
            while (at < to && text[at] >= '0' && text[at] <= '9') {
                value = value * 10 + (text[at] - '0');
                at++;
            }
            if (at == to) {
                return value;
            }
        }
        String cell = new String(text, from, to - from);
        long value = count(header, cell, comma);
        if (value > Integer.MAX_VALUE) {
            throw new BadRow(RowFault.BAD_NUMBER, "%s %s is too large.".formatted(header, cell));
        }
        return (int) value;
    }

    static double notNegative(String header, String text, double value) throws BadRow {
        if (value < 0) {
            throw negative(header, text);
        }
        return value;
    }

    private static long notNegative(String header, String text, long value) throws BadRow {
        if (value < 0) {
            throw negative(header, text);
        }
        return value;
    }

    /** Whether the text can only be a number with a decimal comma. */
    static boolean hasDecimalComma(String text) {
        int comma = text.indexOf(',');
        return comma >= 0
                && COMMA.matcher(text).matches()
                && (text.length() - comma != 4 || text.startsWith("0,") || text.startsWith("-0,"));
    }

    /** Whether the text can only be a number with a decimal point. */
    static boolean hasDecimalPoint(String text) {
        int point = text.indexOf('.');
        return point >= 0
                && POINT.matcher(text).matches()
                && (text.length() - point != 4 || text.startsWith("0.") || text.startsWith("-0."));
    }

    static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return false;
        }
        try {
            new BigDecimal(text.replace(',', '.'));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static BadRow negative(String header, String text) {
        return new BadRow(RowFault.NEGATIVE, "%s %s is below zero.".formatted(header, text));
    }

    private static BadRow notANumber(String header, String text) {
        return new BadRow(
                RowFault.BAD_NUMBER,
                "%s \"%s\" is not a number.".formatted(header, Words.cut(text, 60)));
    }
}
