package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.apache.xmlbeans.XmlObject;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTOnOff;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTR;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STBrType;

/**
 * Word. Pages are those Word itself saw when it saved the file last, or that the author began; a
 * file of a program that does not tell them has none.
 */
final class WordReading implements Kind.Reading {
    private static final String RUNS =
            "declare namespace w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' .//w:r";

    /** As the schema writes no, in each of its editions. */
    private static final Set<String> OFF = Set.of("false", "0", "off");

    private static final Pattern HEADING = Pattern.compile("heading ([1-9])");

    @Override
    public ReadDocument read(Path file) throws IOException, DocumentRefused {
        try (var container = OPCPackage.open(file.toFile(), PackageAccess.READ);
                var document = new XWPFDocument(container)) {
            hideWhatIsHidden(document);
            var blocks = new Blocks();
            var pages = new Pages(document);
            for (IBodyElement element : document.getBodyElements()) {
                if (element instanceof XWPFSDT control) {
                    blocks.add(Block.paragraph(pages.current, control.getContent().getText()));
                } else if (element instanceof XWPFTable table) {
                    blocks.add(Block.table(pages.current, rows(table)));
                    table.getRows().stream()
                            .flatMap(row -> row.getTableCells().stream())
                            .flatMap(cell -> cell.getParagraphs().stream())
                            .forEach(pages::count);
                } else if (element instanceof XWPFParagraph paragraph) {
                    int level = level(document, paragraph);
                    int page = pages.count(paragraph);
                    blocks.add(
                            level > 0
                                    ? Block.heading(page, level, paragraph.getText())
                                    : Block.paragraph(page, words(paragraph)));
                }
            }
            boolean knowsPages = pages.current > 1;
            var all =
                    knowsPages
                            ? blocks.all()
                            : blocks.all().stream()
                                    .map(b -> new Block(b.kind(), 0, b.level(), b.text()))
                                    .toList();
            return new ReadDocument(all, knowsPages ? pages.current : 0, 0);
        } catch (InvalidFormatException e) {
            throw new DocumentRefused(Refusal.DAMAGED);
        }
    }

    /** By itself or by its style, wherever it stands: in cells, headings, fields of forms. */
    private static void hideWhatIsHidden(XWPFDocument document) {
        var hiding = new HashSet<String>();
        if (document.getStyles() != null) {
            document.getStyles().getStyles().stream()
                    .map(XWPFStyle::getCTStyle)
                    .filter(style -> style.isSetRPr() && isHidden(style.getRPr().getVanishList()))
                    .forEach(style -> hiding.add(style.getStyleId()));
        }
        for (XmlObject found : document.getDocument().selectPath(RUNS)) {
            if (found instanceof CTR run && isHidden(run, hiding)) {
                run.set(CTR.Factory.newInstance());
            }
        }
    }

    private static boolean isHidden(CTR run, Set<String> hiding) {
        var format = run.getRPr();
        return format != null
                && (isHidden(format.getVanishList())
                        || format.getRStyleList().stream()
                                .anyMatch(style -> hiding.contains(style.getVal())));
    }

    private static boolean isHidden(List<CTOnOff> vanish) {
        return vanish.stream()
                .anyMatch(mark -> !mark.isSetVal() || !OFF.contains(String.valueOf(mark.getVal())));
    }

    private static String words(XWPFParagraph paragraph) {
        String text = paragraph.getText();
        return paragraph.getNumID() != null && !text.isBlank() ? "- " + text : text;
    }

    /** 0 for what is no heading. */
    private static int level(XWPFDocument document, XWPFParagraph paragraph) {
        String id = paragraph.getStyle();
        var styles = document.getStyles();
        var style = id == null || styles == null ? null : styles.getStyle(id);
        if (style == null || style.getName() == null) {
            return 0;
        }
        String name = style.getName().toLowerCase(Locale.ROOT);
        var heading = HEADING.matcher(name);
        if (heading.matches()) {
            return Integer.parseInt(heading.group(1));
        }
        return name.equals("title") ? 1 : 0;
    }

    private static String rows(XWPFTable table) {
        var rows = new ArrayList<String>();
        for (XWPFTableRow row : table.getRows()) {
            List<String> cells = new ArrayList<>();
            row.getTableCells().forEach(cell -> cells.add(cell.getText()));
            rows.add(Rows.row(cells));
        }
        rows.removeIf(String::isEmpty);
        return String.join("\n", rows);
    }

    private static final class Pages {
        private final boolean isRendered;
        private int current = 1;

        /** Where Word tells its own breaks, those of the author are among them. */
        private Pages(XWPFDocument document) {
            isRendered =
                    document.getParagraphs().stream()
                            .flatMap(paragraph -> paragraph.getRuns().stream())
                            .anyMatch(run -> run.getCTR().sizeOfLastRenderedPageBreakArray() > 0);
        }

        private int breaks(XWPFRun run) {
            return isRendered
                    ? run.getCTR().sizeOfLastRenderedPageBreakArray()
                    : (int)
                            run.getCTR().getBrList().stream()
                                    .filter(br -> STBrType.PAGE.equals(br.getType()))
                                    .count();
        }

        /** The page a paragraph begins on; those it begins itself count after it. */
        private int count(XWPFParagraph paragraph) {
            int begun = 0;
            boolean isFirst = true;
            int before = 0;
            for (XWPFRun run : paragraph.getRuns()) {
                int breaks = breaks(run);
                before += isFirst ? breaks : 0;
                begun += breaks;
                isFirst &= run.text().isEmpty();
            }
            int page = current + before;
            current += begun;
            return page;
        }
    }
}
