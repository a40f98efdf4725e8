package io.oeeanalytics.production.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outer shape of a text table: its charset and what separates its columns.
 *
 * @param text the beginning of the file, decoded
 */
record TextShape(Charset charset, char separator, String text) {
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final int LINES_LOOKED_AT = 60;

    /**
     * @param whole whether these are all bytes of the file
     */
    static TextShape of(byte[] head, boolean whole) {
        Charset charset = charset(head, whole);
        String text = new String(head, charset);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (!whole) {
            text = text.substring(0, endOfLastLine(text));
        }
        if (text.isBlank()) {
            throw new RefusedFile("The file is empty: it holds nothing but blanks.");
        }
        return new TextShape(charset, separator(lines(text)), text);
    }

    private static int endOfLastLine(String text) {
        int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
        if (end == 0) {
            throw new RefusedFile(
                    "The file has no line break in its first %d characters, so it has no rows."
                            .formatted(text.length()));
        }
        return end;
    }

    private static Charset charset(byte[] head, boolean whole) {
        if (ForeignContent.hasUtf16Mark(head)) {
            return head[0] == (byte) 0xFF ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        int length = head.length;
        if (!whole) {
            // a character may be cut in two at the end of the sample
            int back = 0;
            while (back < 4 && length > 0 && (head[length - 1] & 0xC0) == 0x80) {
                length--;
                back++;
            }
            if (length > 0 && head[length - 1] < 0) {
                length--;
            }
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(head, 0, length));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return Charset.forName("windows-1252");
        }
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length() && lines.size() < LINES_LOOKED_AT) {
            int to = from;
            while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
                to++;
            }
            if (to - from > LineGuard.RECORD_LIMIT) {
                throw new RefusedFile(
                        "Line %d is longer than %d characters; is the file a table with rows?"
                                .formatted(lines.size() + 1, LineGuard.RECORD_LIMIT));
            }
            if (to > from) {
                lines.add(text.substring(from, to));
            }
            from = to + 1;
        }
        return lines;
    }

    /** The candidate that gives the most lines the same number of columns, then most columns. */
    private static char separator(List<String> lines) {
        char best = 0;
        double bestShare = 0;
        int bestColumns = 1;
        for (char candidate : SEPARATORS) {
            Map<Integer, Integer> linesByColumns = new HashMap<>();
            for (String line : lines) {
                linesByColumns.merge(columns(line, candidate), 1, Integer::sum);
            }
            for (Map.Entry<Integer, Integer> entry : linesByColumns.entrySet()) {
                int columns = entry.getKey();
                double share = (double) entry.getValue() / lines.size();
                if (columns > 1
                        && (share > bestShare || (share == bestShare && columns > bestColumns))) {
                    best = candidate;
                    bestShare = share;
                    bestColumns = columns;
                }
            }
        }
        if (best == 0) {
            throw new RefusedFile(
                    "Only one column was found: no line is separated by comma, semicolon, tab or"
                            + " bar. The first line is \"%s\". Save the file with one of these."
                                    .formatted(Words.cut(lines.getFirst().strip(), 120)));
        }
        return best;
    }

    private static int columns(String line, char separator) {
        int columns = 1;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                columns++;
            }
        }
        return columns;
    }
}
