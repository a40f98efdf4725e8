package io.oeeanalytics.advisor.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** What a document is: by its bytes, and by its name only where bytes do not tell. */
@SuppressWarnings("ImmutableEnumChecker") // none of them has a state
enum Kind {
    PDF(new PdfReading()),
    WORD(new WordReading()),
    EXCEL(new ExcelReading()),
    HTML(new HtmlReading()),
    MARKDOWN(new MarkdownReading()),
    TEXT(new TextReading());

    private static final int LOOKED_AT = 1024;

    private final Reading reading;

    Kind(Reading reading) {
        this.reading = reading;
    }

    /** Reads a file of one kind. */
    interface Reading {
        ReadDocument read(Path file) throws IOException, DocumentRefused;
    }

    Reading reading() {
        return reading;
    }

    static Kind of(Path file, String name) throws IOException, DocumentRefused {
        String start = start(file);
        String ending = name.toLowerCase(Locale.ROOT);
        if (start.isEmpty()) {
            throw new DocumentRefused(Refusal.EMPTY);
        }
        boolean isText = ending.matches(".*\\.(md|markdown|txt|x?html?)");
        if (start.startsWith("%PDF-") || (start.contains("%PDF-") && !isText)) {
            return PDF;
        }
        if (start.startsWith("PK\003\004")) {
            return inArchive(file);
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            throw new DocumentRefused(oldOffice(file));
        }
        if (TextReading.isBinary(start)) {
            throw new DocumentRefused(Refusal.UNKNOWN_KIND);
        }
        String head = start.stripLeading().toLowerCase(Locale.ROOT);
        if (ending.matches(".*\\.x?html?")
                || head.matches("(?s)(\u00EF\u00BB\u00BF)?<(!doctype html|html)\\b.*")) {
            return HTML;
        }
        return ending.matches(".*\\.(md|markdown)") ? MARKDOWN : TEXT;
    }

    private static String start(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return new String(bytes.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
        }
    }

    private static Kind inArchive(Path file) throws IOException, DocumentRefused {
        try (var archive = new ZipFile(file.toFile())) {
            if (archive.getEntry("word/document.xml") != null) {
                return WORD;
            }
            if (archive.getEntry("xl/workbook.xml") != null) {
                return EXCEL;
            }
        } catch (ZipException e) {
            throw new DocumentRefused(Refusal.DAMAGED);
        }
        throw new DocumentRefused(Refusal.UNKNOWN_KIND);
    }

    /** Word and Excel put what is encrypted into a file of the old form. */
    private static Refusal oldOffice(Path file) {
        try (var old = new POIFSFileSystem(file.toFile(), true)) {
            return old.getRoot().hasEntryCaseInsensitive("EncryptedPackage")
                    ? Refusal.ENCRYPTED
                    : Refusal.OLD_OFFICE;
        } catch (IOException | RuntimeException e) {
            return Refusal.OLD_OFFICE;
        }
    }
}
