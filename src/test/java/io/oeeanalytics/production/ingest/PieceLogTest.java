package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.production.ingest.Collected.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.production.ingest.Collected.Piece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceLogTest {
    private final Collected collected = new Collected();

    @Test
    void a_row_without_counts_is_one_good_piece() throws IOException {
        var summary =
                collected.read(
                        "START_DATETIME,FINISH_DATETIME,LINE\n"
                                + "2023-01-02 08:52:10.250,2023-01-02 08:52:15.125,LINE-01\n",
                        UTC);

        assertThat(collected.pieces)
                .containsExactly(
                        new Piece(
                                2,
                                0,
                                Instant.parse("2023-01-02T08:52:10.250Z"),
                                Instant.parse("2023-01-02T08:52:15.125Z"),
                                1,
                                0,
                                PieceSink.NO_PRODUCT));
        assertThat(summary.lines()).containsExactly("LINE-01");
    }

    @Test
    void where_only_scrap_is_counted_a_scrapped_piece_is_not_good() throws IOException {
        collected.read(
                "LINE,START,FINISH,SCRAP\n"
                        + "L1,2023-01-02 08:00,2023-01-02 08:01,1\n"
                        + "L1,2023-01-02 08:01,2023-01-02 08:02,\n",
                UTC);

        assertThat(collected.pieces).extracting(Piece::good).containsExactly(0, 1);
        assertThat(collected.pieces).extracting(Piece::scrap).containsExactly(1, 0);
    }

    @Test
    void lines_and_products_are_told_once_whatever_their_case() throws IOException {
        var told = new ArrayList<String>();
        var sink =
                new PieceSink() {
                    @Override
                    public void line(int index, String code) {
                        told.add(index + " " + code);
                    }

                    @Override
                    public void product(int index, String code) {
                        told.add(index + " " + code);
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
                        told.add(line + "/" + product);
                    }

                    @Override
                    public void rejected(RejectedRow row) {
                        told.add(row.reason());
                    }

                    @Override
                    public void finding(RowFinding finding) {
                        told.add(finding.words());
                    }
                };
        var text =
                "LINE,PRODUCT,START,FINISH\n"
                        + "line-1,cap,2023-01-02 08:00,2023-01-02 08:01\n"
                        + " LINE-1 ,CAP,2023-01-02 08:01,2023-01-02 08:02\n"
                        + "LINE-2,lid,2023-01-02 08:01,2023-01-02 08:02\n";

        PieceLog.read(
                Collected.bytes(text, StandardCharsets.UTF_8),
                Collected.probe(text).format(),
                UTC,
                sink);

        assertThat(told)
                .containsExactly("0 LINE-1", "0 CAP", "0/0", "0/0", "1 LINE-2", "1 LID", "1/1");
    }

    @Test
    void a_footer_opens_no_line() throws IOException {
        var told = new ArrayList<String>();
        var sink =
                new ForwardingPieces(collected) {
                    @Override
                    public void line(int index, String code) {
                        told.add(index + " " + code);
                    }
                };
        var text =
                "LINE,START,FINISH\n"
                        + "L1,2023-01-02 08:00,2023-01-02 08:01\n"
                        + "Total,,\n"
                        + "TOTAL,2,\n"
                        + "L2,2023-01-02 08:02,2023-01-02 08:03\n"
                        + "l1,2023-01-02 08:04,2023-01-02 08:05\n"
                        + "L2,2023-01-02 08:06,2023-01-02 08:07\n";

        var summary =
                PieceLog.read(
                        Collected.bytes(text, StandardCharsets.UTF_8),
                        Collected.probe(text).format(),
                        UTC,
                        sink);

        assertThat(told).containsExactly("0 L1", "1 L2");
        assertThat(summary.lines()).containsExactly("L1", "L2");
        assertThat(collected.pieces).extracting(Piece::line).containsExactly(0, 1, 0, 1);
        assertThat(collected.rejected).hasSize(2);
    }

    /** Hands everything on. */
    private static class ForwardingPieces implements PieceSink {
        private final PieceSink target;

        ForwardingPieces(PieceSink target) {
            this.target = target;
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
            target.piece(fileLine, line, startedMs, finishedMs, good, scrap, product);
        }

        @Override
        public void rejected(RejectedRow row) {
            target.rejected(row);
        }

        @Override
        public void finding(RowFinding finding) {
            target.finding(finding);
        }
    }

    @Test
    void a_piece_that_finishes_before_its_start_is_rejected_with_both() throws IOException {
        collected.read("LINE,START,FINISH\nL1,2023-01-02 08:00,2023-01-02 07:59\n", UTC);

        assertThat(collected.onlyRejected().fault()).isEqualTo(RowFault.FINISH_BEFORE_START);
        assertThat(collected.onlyRejected().reason())
                .contains("2023-01-02 07:59")
                .contains("2023-01-02 08:00");
    }

    @Test
    void every_row_is_either_accepted_or_rejected() throws IOException {
        var rows = new StringBuilder("LINE,START,FINISH\n");
        for (int i = 0; i < 30_000; i++) {
            // Every third row has a month that is none.
            rows.append(
                    "L1,2023-%02d-02 08:00:00.000,2023-01-02 08:00:05.000\n"
                            .formatted(i % 3 == 0 ? 13 : 1));
        }

        var summary = collected.read(rows.toString(), UTC);

        assertThat(summary.rows()).isEqualTo(30_000);
        assertThat(summary.accepted()).isEqualTo(20_000);
        assertThat(summary.rejected()).containsEntry(RowFault.BAD_TIME, 10_000L);
        assertThat(List.copyOf(collected.rejected)).hasSize(10_000);
        assertThat(summary.bytes()).isEqualTo(rows.length());
    }
}
