package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Plain text: paragraphs are parted by empty lines, pages by form feeds. */
final class TextReading implements Kind.Reading {
    private static final Pattern EMPTY_LINES = Pattern.compile("\n\\s*\n");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Override
    public ReadDocument read(Path file) throws IOException, DocumentRefused {
        String text = decoded(Files.readAllBytes(file));
        // A form feed ends a page, also the last one.
        String[] pages = text.replaceFirst("\\f\\s*$", "").split("\f", -1);
        var blocks = new Blocks();
        int empty = 0;
        for (int i = 0; i < pages.length; i++) {
            int page = pages.length > 1 ? i + 1 : 0;
            empty += page > 0 && pages[i].isBlank() ? 1 : 0;
            for (String paragraph : EMPTY_LINES.split(pages[i])) {
                blocks.add(Block.paragraph(page, paragraph));
            }
        }
        return new ReadDocument(blocks.all(), pages.length > 1 ? pages.length : 0, empty);
    }

    /** UTF-8, UTF-16 with a mark, or what Windows wrote; without a mark, lines ending as here. */
    static String decoded(byte[] bytes) {
        String text = characters(bytes);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).replaceAll("\\r\\n?", "\n");
    }

    private static String characters(byte[] bytes) {
        if (isUtf16(bytes)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS);
        }
    }

    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int mark = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    /**
     * @param start of the file, a byte a character
     */
    static boolean isBinary(String start) {
        return start.indexOf('\0') >= 0
                && !start.startsWith("\u00FE\u00FF")
                && !start.startsWith("\u00FF\u00FE");
    }
}
