package io.oeeanalytics.production.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Recognises files that are no text table, whatever their name says, and says what to do. */
final class ForeignContent {
    private record Mark(int offset, String bytes, String words) {}

    private static final String UNPACK = "Unpack it and import the CSV file inside.";
    private static final String EXPORT = "Export it as CSV (UTF-8) and import that file.";

    /** Characters stand for bytes 0 to 255. */
    private static final List<Mark> MARKS =
            List.of(
                    new Mark(0, "\u001F\u008B", "a gzip archive. " + UNPACK),
                    new Mark(0, "%PDF", "a PDF document. " + EXPORT),
                    new Mark(
                            0,
                            "\u00D0\u00CF\u0011\u00E0",
                            "an old Excel workbook (.xls). Open it and save it as CSV (UTF-8)."),
                    new Mark(0, "7z\u00BC\u00AF", "a 7-Zip archive. " + UNPACK),
                    new Mark(0, "Rar!", "a RAR archive. " + UNPACK),
                    new Mark(0, "BZh", "a bzip2 archive. " + UNPACK),
                    new Mark(0, "\u00FD7zXZ", "an xz archive. " + UNPACK),
                    new Mark(0, "(\u00B5/\u00FD", "a Zstandard archive. " + UNPACK),
                    new Mark(257, "ustar", "a tar archive. " + UNPACK),
                    new Mark(0, "PAR1", "a Parquet file. " + EXPORT),
                    new Mark(0, "SQLite format 3", "an SQLite database. " + EXPORT),
                    new Mark(0, "\u0089PNG", "a picture (PNG). " + EXPORT),
                    new Mark(0, "\u00FF\u00D8\u00FF", "a picture (JPEG). " + EXPORT));

    /** Control characters other than tab and line breaks that a text may have by accident. */
    private static final double CONTROLS_ALLOWED = 0.001;

    private ForeignContent() {}

    static void refuse(byte[] head) {
        if (head.length == 0) {
            throw new RefusedFile("The file is empty.");
        }
        String bytes =
                new String(head, 0, Math.min(head.length, 4096), StandardCharsets.ISO_8859_1);
        if (bytes.startsWith("PK\u0003\u0004") || bytes.startsWith("PK\u0005\u0006")) {
            throw new RefusedFile("The file is no CSV file but " + zip(head));
        }
        for (Mark mark : MARKS) {
            if (bytes.startsWith(mark.bytes(), mark.offset())) {
                throw new RefusedFile("The file is no CSV file but " + mark.words());
            }
        }
        if (bytes.startsWith("\u00FF\u00FE\0\0") || bytes.startsWith("\0\0\u00FE\u00FF")) {
            throw new RefusedFile("The file is UTF-32 text. Save it as UTF-8.");
        }
        refuseMarkup(bytes);
        if (!hasUtf16Mark(head)) {
            refuseBinary(head);
        }
    }

    static boolean hasUtf16Mark(byte[] head) {
        return head.length >= 2
                && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
                        || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF));
    }

    private static String zip(byte[] head) {
        String all = new String(head, StandardCharsets.ISO_8859_1);
        if (all.contains("xl/") || all.contains("[Content_Types].xml")) {
            return "an Excel workbook (.xlsx). Open it and save the sheet as CSV (UTF-8).";
        }
        if (all.contains("opendocument.spreadsheet")) {
            return "an OpenDocument spreadsheet. Open it and save the sheet as CSV (UTF-8).";
        }
        return "a zip archive. " + UNPACK;
    }

    private static void refuseMarkup(String bytes) {
        String text = bytes.startsWith("\u00EF\u00BB\u00BF") ? bytes.substring(3) : bytes;
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            throw new RefusedFile(
                    "The file is no CSV file but a web page; perhaps a sign-in page was saved in"
                            + " its place. Download it again.");
        }
        if (start.startsWith("<?xml")) {
            throw new RefusedFile("The file is no CSV file but XML. " + EXPORT);
        }
        if (start.startsWith("{") || start.startsWith("[{")) {
            throw new RefusedFile("The file is no CSV file but JSON. " + EXPORT);
        }
    }

    private static void refuseBinary(byte[] head) {
        int evenNulls = 0;
        int oddNulls = 0;
        int controls = 0;
        for (int i = 0; i < head.length; i++) {
            byte b = head[i];
            if (b == 0) {
                if (i % 2 == 0) {
                    evenNulls++;
                } else {
                    oddNulls++;
                }
            } else if (b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                controls++;
            }
        }
        if (evenNulls > head.length / 3 != oddNulls > head.length / 3) {
            throw new RefusedFile(
                    "The file looks like UTF-16 text without the mark that says so. Save it as"
                            + " UTF-8.");
        }
        if (evenNulls + oddNulls > 0) {
            throw new RefusedFile(
                    "The file is no text: it holds %d null bytes in its first %d. "
                                    .formatted(evenNulls + oddNulls, head.length)
                            + EXPORT);
        }
        if (controls > head.length * CONTROLS_ALLOWED + 2) {
            throw new RefusedFile(
                    "The file is no text: it holds %d control characters in its first %d. "
                                    .formatted(controls, head.length)
                            + EXPORT);
        }
    }
}
