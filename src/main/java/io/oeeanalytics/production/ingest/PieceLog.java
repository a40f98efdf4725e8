package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads piece logs: one row for a finished piece, or for a few counted together. */
public final class PieceLog {
    private final FileFormat format;
    private final RowReading reading;
    private final PieceSink sink;
    private final CodeTable lines = new CodeTable("line");
    private final CodeTable products = new CodeTable("product");
    private final StampParser starts;
    private final StampParser finishes;
    private final int line;
    private final int start;
    private final int finish;
    private final int product;
    private final int good;
    private final int scrap;
    private long[] lastStarts = {};
    private int productsSeen;

    private PieceLog(FileFormat format, ReadSettings settings, PieceSink sink) {
        if (format.kind() != FileKind.PIECE_LOG) {
            throw new IllegalArgumentException(
                    "a %s cannot be read as a piece log".formatted(format.kind().title()));
        }
        this.format = format;
        this.reading = new RowReading(format, settings, sink);
        this.sink = sink;
        this.starts = new StampParser(format.order(FileColumn.START), settings.zone());
        this.finishes = new StampParser(format.order(FileColumn.FINISH), settings.zone());
        this.line = format.position(FileColumn.LINE).orElseThrow();
        this.start = format.position(FileColumn.START).orElseThrow();
        this.finish = format.position(FileColumn.FINISH).orElseThrow();
        this.product = format.position(FileColumn.PRODUCT).orElse(-1);
        this.good = format.position(FileColumn.GOOD).orElse(-1);
        this.scrap = format.position(FileColumn.SCRAP).orElse(-1);
    }

    /**
     * Reads all rows and closes the stream. A row without counts is one good piece; where only
     * scrap is counted, what is not scrap of one piece is good.
     */
    public static ReadSummary read(
            InputStream in, FileFormat format, ReadSettings settings, PieceSink sink)
            throws IOException {
        PieceLog log = new PieceLog(format, settings, sink);
        return log.reading.read(in, log.lines.codes(), log::take);
    }

    private void take(CsvRow row) throws BadRow {
        int lineIndex = lines.index(row.characters(), row.start(line), row.end(line));
        if (lineIndex < lastStarts.length) {
            piece(row, lineIndex, lastStarts[lineIndex]);
            return;
        }
        try {
            piece(row, lineIndex, StampParser.UNKNOWN);
        } catch (BadRow bad) {
            // a footer such as "Total" names no line
            lines.withdrawLast();
            throw bad;
        }
    }

    private void piece(CsvRow row, int lineIndex, long lastStart) throws BadRow {
        long started = reading.stamp(row, FileColumn.START, start, starts, lastStart);
        long finished = reading.stamp(row, FileColumn.FINISH, finish, finishes, started);
        if (finished < started) {
            throw new BadRow(
                    RowFault.FINISH_BEFORE_START,
                    "The finish %s lies before the start %s."
                            .formatted(row.field(finish), row.field(start)));
        }
        int scrapCount = count(row, FileColumn.SCRAP, scrap, 0);
        int goodCount = count(row, FileColumn.GOOD, good, Math.max(0, 1 - scrapCount));
        int productIndex = productIndex(row);
        if (lineIndex == lastStarts.length) {
            lastStarts = Arrays.copyOf(lastStarts, lineIndex + 1);
            sink.line(lineIndex, lines.code(lineIndex));
        }
        if (productIndex == productsSeen) {
            productsSeen++;
            sink.product(productIndex, products.code(productIndex));
        }
        lastStarts[lineIndex] = started;
        sink.piece(
                row.fileLine(), lineIndex, started, finished, goodCount, scrapCount, productIndex);
    }

    private int count(CsvRow row, FileColumn column, int field, int whenMissing) throws BadRow {
        if (field < 0 || row.isBlank(field)) {
            return whenMissing;
        }
        return Numbers.smallCount(
                column.header(),
                row.characters(),
                row.start(field),
                row.end(field),
                format.decimalComma());
    }

    private int productIndex(CsvRow row) throws BadRow {
        if (product < 0 || row.isBlank(product)) {
            return PieceSink.NO_PRODUCT;
        }
        return products.index(row.characters(), row.start(product), row.end(product));
    }
}
