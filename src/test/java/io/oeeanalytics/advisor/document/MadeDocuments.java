package io.oeeanalytics.advisor.document;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Documents made for tests, with the libraries people's programs would use. */
public final class MadeDocuments {
    private static final PDType1Font PLAIN = new PDType1Font(FontName.HELVETICA);

    private MadeDocuments() {}

    /** Lines of a page of PDF: {@code "# "} begins a heading, an empty one parts paragraphs. */
    public static Path pdf(Path file, String... pages) throws IOException {
        try (var pdf = new PDDocument()) {
            for (String page : pages) {
                add(pdf, page);
            }
            pdf.save(file.toFile());
        }
        return file;
    }

    static void add(PDDocument pdf, String text) throws IOException {
        var page = new PDPage();
        pdf.addPage(page);
        try (var content = new PDPageContentStream(pdf, page)) {
            float y = 740;
            for (String line : text.split("\n", -1)) {
                boolean isHeading = line.startsWith("# ");
                y -= line.isEmpty() ? 24 : isHeading ? 22 : 14;
                if (!line.isEmpty()) {
                    content.beginText();
                    content.setFont(PLAIN, isHeading ? 18 : 11);
                    content.newLineAtOffset(60, y);
                    content.showText(isHeading ? line.substring(2) : line);
                    content.endText();
                }
            }
        }
    }

    public static Path archive(Path file, Map<String, String> entries) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    /** Word's own parts around a body of one's own. */
    public static Map<String, String> word(String document) {
        return Map.of(
                "[Content_Types].xml",
                """
                <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
                </Types>""",
                "_rels/.rels",
                """
                <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
                </Relationships>""",
                "word/document.xml",
                document);
    }

    public static String body(String paragraphs) {
        return """
               <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>"""
                .formatted(paragraphs);
    }

    /** An entry that unpacks to so many blanks. */
    static Path bomb(Path file, Map<String, String> others, String name, String start, long blanks)
            throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : others.entrySet()) {
                if (!entry.getKey().equals(name)) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
            zip.putNextEntry(new ZipEntry(name));
            zip.write(start.getBytes(StandardCharsets.UTF_8));
            blanks(zip, blanks);
            zip.closeEntry();
        }
        return file;
    }

    private static void blanks(OutputStream out, long count) throws IOException {
        byte[] some = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        for (long written = 0; written < count; written += some.length) {
            out.write(some);
        }
    }
}
