package io.oeeanalytics.production.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything a reader hands on. */
final class Collected implements StatusSink, PieceSink, DailySink {
    static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    static final ReadSettings BERLIN = settings("Europe/Berlin");
    static final ReadSettings UTC = settings("UTC");

    private static ReadSettings settings(String zone) {
        return new ReadSettings(ZoneId.of(zone), EARLIEST, NOW, () -> false, bytes -> {});
    }

    record Piece(
            long fileLine,
            int line,
            Instant started,
            Instant finished,
            int good,
            int scrap,
            int product) {}

    final List<StatusRow> states = new ArrayList<>();
    final List<Piece> pieces = new ArrayList<>();
    final List<DailyRow> days = new ArrayList<>();
    final List<RejectedRow> rejected = new ArrayList<>();
    final List<RowFinding> findings = new ArrayList<>();

    static FileGuess probe(String text) throws IOException {
        return probe(text.getBytes(StandardCharsets.UTF_8));
    }

    static FileGuess probe(byte[] bytes) throws IOException {
        return FileProbe.probe(new ByteArrayInputStream(bytes));
    }

    static InputStream bytes(String text, Charset charset) {
        return new ByteArrayInputStream(text.getBytes(charset));
    }

    ReadSummary read(String text, ReadSettings settings) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), settings);
    }

    ReadSummary read(byte[] bytes, ReadSettings settings) throws IOException {
        return read(new ByteArrayInputStream(bytes), probe(bytes).format(), settings);
    }

    ReadSummary read(InputStream in, FileFormat format, ReadSettings settings) throws IOException {
        return switch (format.kind()) {
            case STATUS_LOG -> StatusLog.read(in, format, settings, this);
            case PIECE_LOG -> PieceLog.read(in, format, settings, this);
            case DAILY_REPORT -> DailyReport.read(in, format, settings, this);
        };
    }

    RejectedRow onlyRejected() {
        if (rejected.size() != 1) {
            throw new AssertionError("one rejected row was expected, not " + rejected);
        }
        return rejected.getFirst();
    }

    List<Instant> starts() {
        return states.stream().map(StatusRow::start).toList();
    }

    @Override
    public void status(StatusRow row) {
        states.add(row);
    }

    @Override
    public void piece(
            long fileLine,
            int line,
            long startedMs,
            long finishedMs,
            int good,
            int scrap,
            int product) {
        pieces.add(
                new Piece(
                        fileLine,
                        line,
                        Instant.ofEpochMilli(startedMs),
                        Instant.ofEpochMilli(finishedMs),
                        good,
                        scrap,
                        product));
    }

    @Override
    public void day(DailyRow row) {
        days.add(row);
    }

    @Override
    public void rejected(RejectedRow row) {
        rejected.add(row);
    }

    @Override
    public void finding(RowFinding finding) {
        findings.add(finding);
    }
}
