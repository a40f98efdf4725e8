package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.document.PdfPage.Line;
import io.oeeanalytics.advisor.search.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * PDF. It knows no paragraphs and no headings, so both are told from how the page looks: larger
 * letters than most are headings, and what stands at the edge of most pages is no text of theirs.
 */
final class PdfReading implements Kind.Reading {
    private static final int MOST_PAGES = 5_000;

    /** From so many pages on, what comes back on most of them is a head or a foot. */
    private static final int PAGES_THAT_TELL = 4;

    private static final double LARGER = 1.15;
    private static final int LONGEST_HEADING = 150;
    private static final int LEVELS = 3;

    /** The rest of a word, but not the next one of "in- and outputs" or of its German kin. */
    private static final Pattern PARTED =
            Pattern.compile("(?!(and|or|und|oder|et|ou|y|o)\\b)\\p{Ll}");

    @Override
    public ReadDocument read(Path file) throws IOException, DocumentRefused {
        try (var pdf =
                Loader.loadPDF(
                        file.toFile(), "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            if (pdf.getNumberOfPages() > MOST_PAGES) {
                throw new DocumentRefused(Refusal.TOO_LARGE);
            }
            return structured(PdfPage.of(pdf));
        } catch (InvalidPasswordException e) {
            throw new DocumentRefused(Refusal.ENCRYPTED);
        }
    }

    private static ReadDocument structured(List<PdfPage> pages) throws DocumentRefused {
        var edges = edges(pages);
        double usual = usualSize(pages);
        var sizes = new TreeSet<Double>();
        for (var page : pages) {
            page.lines().stream()
                    .filter(line -> isHeading(line, usual))
                    .forEach(line -> sizes.add(line.size()));
        }
        var blocks = new Blocks();
        int empty = 0;
        for (var page : pages) {
            empty += page.lines().isEmpty() ? 1 : 0;
            var text = new Paragraph(page.number(), blocks);
            var heading = new Heading(page.number(), blocks);
            for (int i = 0; i < page.lines().size(); i++) {
                var line = page.lines().get(i);
                if (page.isEdge(i) && edges.contains(shape(line))) {
                    continue;
                }
                if (isHeading(line, usual)) {
                    text.end();
                    int level = Math.min(LEVELS, 1 + sizes.tailSet(line.size(), false).size());
                    heading.add(line, level);
                } else {
                    heading.end();
                    text.add(line);
                }
            }
            heading.end();
            text.end();
        }
        return new ReadDocument(blocks.all(), pages.size(), empty);
    }

    private static boolean isHeading(Line line, double usual) {
        return line.size() >= usual * LARGER
                && line.text().length() <= LONGEST_HEADING
                && line.text().codePoints().anyMatch(Character::isLetter);
    }

    /** The size of most letters. */
    private static double usualSize(List<PdfPage> pages) {
        Map<Double, Integer> letters = new HashMap<>();
        for (var page : pages) {
            page.lines()
                    .forEach(
                            line -> letters.merge(line.size(), line.text().length(), Integer::sum));
        }
        return letters.entrySet().stream()
                .max(
                        Map.Entry.<Double, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0.0);
    }

    private static Set<String> edges(List<PdfPage> pages) {
        if (pages.size() < PAGES_THAT_TELL) {
            return Set.of();
        }
        Map<String, Integer> counts = new HashMap<>();
        for (var page : pages) {
            var here = new HashSet<String>();
            for (int i = 0; i < page.lines().size(); i++) {
                if (page.isEdge(i)) {
                    here.add(shape(page.lines().get(i)));
                }
            }
            here.forEach(shape -> counts.merge(shape, 1, Integer::sum));
        }
        var edges = new HashSet<String>();
        counts.forEach(
                (shape, count) -> {
                    if (count * 2 > pages.size()) {
                        edges.add(shape);
                    }
                });
        return edges;
    }

    /** Without the number of the page. */
    private static String shape(Line line) {
        return line.text().replaceAll("\\d+", "#").strip();
    }

    /** Goes on over as many lines of one size as stand together. */
    private static final class Heading {
        private final int page;
        private final Blocks blocks;
        private final StringBuilder text = new StringBuilder();
        private double size;
        private int level;

        private Heading(int page, Blocks blocks) {
            this.page = page;
            this.blocks = blocks;
        }

        private void add(Line line, int level) throws DocumentRefused {
            boolean goesOn =
                    !line.beginsParagraph()
                            && line.size() == size
                            && text.length() + line.text().length() < LONGEST_HEADING;
            if (!goesOn) {
                end();
            }
            text.append(text.isEmpty() ? "" : " ").append(line.text());
            size = line.size();
            this.level = level;
        }

        private void end() throws DocumentRefused {
            if (!text.isEmpty()) {
                blocks.add(Block.heading(page, level, text.toString()));
                text.setLength(0);
            }
        }
    }

    private static final class Paragraph {
        private final int page;
        private final Blocks blocks;
        private final StringBuilder text = new StringBuilder();

        private Paragraph(int page, Blocks blocks) {
            this.page = page;
            this.blocks = blocks;
        }

        private void add(Line line) throws DocumentRefused {
            if (line.beginsParagraph()) {
                end();
            }
            String words = line.text();
            int last = text.length() - 1;
            boolean isParted =
                    last > 0
                            && text.charAt(last) == '-'
                            && Character.isLowerCase(text.charAt(last - 1))
                            && PARTED.matcher(words).lookingAt();
            if (isParted) {
                text.setLength(last);
            } else if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(words);
        }

        private void end() throws DocumentRefused {
            blocks.add(Block.paragraph(page, text.toString()));
            text.setLength(0);
        }
    }
}
