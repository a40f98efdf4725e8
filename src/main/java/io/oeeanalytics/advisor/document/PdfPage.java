package io.oeeanalytics.advisor.document;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The lines of a page, from top to bottom.
 *
 * @param number from 1
 */
record PdfPage(int number, List<Line> lines) {
    /**
     * @param size of its largest letters, in half points
     * @param beginsParagraph whether it stands apart from the line above
     */
    record Line(String text, double size, boolean beginsParagraph) {}

    /** Whether a line is one of the first or last two, where heads and feet stand. */
    boolean isEdge(int line) {
        return line < 2 || line >= lines.size() - 2;
    }

    /** All of a document, in one walk through its pages. */
    static List<PdfPage> of(PDDocument pdf) throws IOException {
        var lines = new Lines();
        lines.writeText(pdf, Writer.nullWriter());
        return IntStream.rangeClosed(1, pdf.getNumberOfPages())
                .mapToObj(page -> new PdfPage(page, lines.byPage.getOrDefault(page, List.of())))
                .toList();
    }

    private static final class Lines extends PDFTextStripper {
        private final Map<Integer, List<Line>> byPage = new HashMap<>();
        private final List<Line> lines = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private double size;
        private boolean begins = true;

        private Lines() {
            setSortByPosition(true);
            setSuppressDuplicateOverlappingText(true);
        }

        @Override
        protected void writeString(String words, List<TextPosition> letters) {
            text.append(words);
            for (var letter : letters) {
                size = Math.max(size, letter.getHeightDir());
            }
        }

        @Override
        protected void writeWordSeparator() {
            text.append(' ');
        }

        @Override
        protected void writeLineSeparator() {
            endLine();
        }

        @Override
        protected void writeParagraphStart() {
            endLine();
            begins = true;
        }

        @Override
        protected void writeParagraphEnd() {
            endLine();
        }

        @Override
        protected void writePageEnd() {
            endLine();
        }

        @Override
        protected void endPage(PDPage page) {
            endLine();
            byPage.put(getCurrentPageNo(), List.copyOf(lines));
            lines.clear();
            begins = true;
        }

        private void endLine() {
            if (!text.toString().isBlank()) {
                lines.add(new Line(text.toString().strip(), Math.rint(size * 2) / 2, begins));
                begins = false;
            }
            text.setLength(0);
            size = 0;
        }
    }
}
