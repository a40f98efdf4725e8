package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Excel, sheet by sheet as it streams by: each that is not hidden is a page with its name as
 * heading, and rows between empty ones are a table. Values stand as the sheet shows them; formulas
 * are not computed.
 */
final class ExcelReading implements Kind.Reading {
    /** Beyond that columns are there to fill memory; Excel has 16,384. */
    private static final int MOST_COLUMNS = 500;

    @Override
    public ReadDocument read(Path file) throws IOException, DocumentRefused {
        try (var workbook = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            var reader = new XSSFReader(workbook);
            var strings = new ReadOnlySharedStringsTable(workbook);
            var styles = reader.getStylesTable();
            var hidden = hidden(reader);
            var blocks = new Blocks();
            int page = 0;
            int empty = 0;
            var sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
            while (sheets.hasNext()) {
                try (var sheet = sheets.next()) {
                    if (hidden.contains(sheets.getSheetName())) {
                        continue;
                    }
                    page++;
                    blocks.add(Block.heading(page, 1, sheets.getSheetName()));
                    var rows = new Sheet(page, blocks);
                    var parser = XMLHelper.newXMLReader();
                    parser.setContentHandler(
                            new XSSFSheetXMLHandler(
                                    styles, null, strings, rows, new DataFormatter(), false));
                    parser.parse(new InputSource(sheet));
                    rows.end();
                    empty += rows.isEmpty ? 1 : 0;
                }
            }
            return new ReadDocument(blocks.all(), page, empty);
        } catch (TooMuch e) {
            throw e.refusal;
        } catch (OpenXML4JException | SAXException | ParserConfigurationException e) {
            throw new DocumentRefused(Refusal.DAMAGED);
        }
    }

    /** Names of sheets that have no tab, or that not even Excel's menu shows. */
    private static Set<String> hidden(XSSFReader reader)
            throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        var hidden = new HashSet<String>();
        var parser = XMLHelper.newXMLReader();
        parser.setContentHandler(
                new DefaultHandler() {
                    @Override
                    public void startElement(
                            String uri, String name, String qualified, Attributes attributes) {
                        String state = attributes.getValue("state");
                        if (name.equals("sheet") && state != null && !state.equals("visible")) {
                            hidden.add(attributes.getValue("name"));
                        }
                    }
                });
        try (var workbook = reader.getWorkbookData()) {
            parser.parse(new InputSource(workbook));
        }
        return hidden;
    }

    /** Carries a refusal through the parser. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient DocumentRefused refusal;

        private TooMuch(DocumentRefused refusal) {
            this.refusal = refusal;
        }
    }

    private static final class Sheet implements XSSFSheetXMLHandler.SheetContentsHandler {
        private final int page;
        private final Blocks blocks;
        private final List<String> cells = new ArrayList<>();
        private final StringBuilder table = new StringBuilder();
        private int lastRow = -1;
        private boolean isEmpty = true;

        private Sheet(int page, Blocks blocks) {
            this.page = page;
            this.blocks = blocks;
        }

        @Override
        public void startRow(int number) {
            if (number > lastRow + 1) {
                end();
            }
            lastRow = number;
            cells.clear();
        }

        @Override
        public void cell(@Nullable String reference, String value, @Nullable XSSFComment comment) {
            int column = reference == null ? cells.size() : new CellReference(reference).getCol();
            if (column >= MOST_COLUMNS) {
                return;
            }
            while (cells.size() < column) {
                cells.add("");
            }
            cells.add(value);
        }

        @Override
        public void endRow(int number) {
            String row = Rows.row(cells);
            if (row.isEmpty()) {
                end();
            } else {
                table.append(row).append('\n');
                isEmpty = false;
            }
        }

        private void end() {
            try {
                blocks.add(Block.table(page, table.toString()));
            } catch (DocumentRefused e) {
                throw new TooMuch(e);
            }
            table.setLength(0);
        }
    }
}
