package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * HTML as a reader sees it: what is hidden by its own style, or by a rule of its style sheets, is
 * left out, and nothing it names is fetched. Text in the colour of the page is read.
 */
final class HtmlReading implements Kind.Reading {
    private static final String UNSEEN =
            "script, style, noscript, template, iframe, object, svg, nav, [hidden], [aria-hidden=true]";

    private static final Pattern PAPER = Pattern.compile("(?i)\\s*(print|speech)\\s*");

    @Override
    public ReadDocument read(Path file) throws IOException, DocumentRefused {
        return read(Jsoup.parse(file.toFile(), null, ""));
    }

    static ReadDocument read(Document page) throws DocumentRefused {
        for (var sheet : page.select("style")) {
            if (!PAPER.matcher(sheet.attr("media")).matches()) {
                HidingStyles.selectors(sheet.data()).forEach(hidden -> remove(page, hidden));
            }
        }
        page.select(UNSEEN).remove();
        for (var styled : page.select("[style]")) {
            if (HidingStyles.hides(styled.attr("style"))) {
                remove(styled);
            }
        }
        var walk = new Walk();
        page.body().filter(walk);
        walk.endParagraph();
        if (walk.refused != null) {
            throw walk.refused;
        }
        return new ReadDocument(walk.blocks.all(), 0, 0);
    }

    private static void remove(Document page, String selector) {
        try {
            page.select(selector).forEach(HtmlReading::remove);
        } catch (Selector.SelectorParseException | IllegalArgumentException e) {
            // A browser that does not understand it hides nothing either.
        }
    }

    /** The page itself is hidden only until a script shows it. */
    private static void remove(Element hidden) {
        if (!hidden.nameIs("html") && !hidden.nameIs("body")) {
            hidden.remove();
        }
    }

    private static final class Walk implements NodeFilter {
        private final Blocks blocks = new Blocks();
        private final StringBuilder text = new StringBuilder();
        private @Nullable DocumentRefused refused;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode words) {
                text.append(words.getWholeText().replaceAll("\\s+", " "));
            } else if (node instanceof Element element) {
                String name = element.normalName();
                if (name.equals("br")) {
                    text.append('\n');
                } else if (name.matches("h[1-6]")) {
                    endParagraph();
                    add(Block.heading(0, name.charAt(1) - '0', element.text()));
                    return goOn(FilterResult.SKIP_ENTIRELY);
                } else if (name.equals("table") && element.select("table").size() == 1) {
                    endParagraph();
                    add(Block.table(0, rows(element)));
                    return goOn(FilterResult.SKIP_ENTIRELY);
                } else if (name.equals("pre")) {
                    endParagraph();
                    add(Block.paragraph(0, element.wholeText()));
                    return goOn(FilterResult.SKIP_ENTIRELY);
                } else if (element.isBlock()) {
                    endParagraph();
                    text.append(name.equals("li") ? "- " : "");
                }
            }
            return goOn(FilterResult.CONTINUE);
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock()) {
                endParagraph();
            }
            return goOn(FilterResult.CONTINUE);
        }

        private FilterResult goOn(FilterResult result) {
            return refused == null ? result : FilterResult.STOP;
        }

        private void endParagraph() {
            add(Block.paragraph(0, text.toString()));
            text.setLength(0);
        }

        private void add(Block block) {
            try {
                blocks.add(block);
            } catch (DocumentRefused e) {
                refused = e;
            }
        }
    }

    private static String rows(Element table) {
        return table.select("tr").stream()
                .map(row -> row.select("th, td"))
                .map(cells -> Rows.row(cells.stream().map(Element::text).toList()))
                .filter(row -> !row.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
