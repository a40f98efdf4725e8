package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.production.ManualCount;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MadePiecesTest {
    private static final Instant SIX = Instant.parse("2026-03-16T06:00:00Z");
    private static final TimeRange SHIFT = new TimeRange(SIX, SIX.plusSeconds(8 * 3600));

    private final MadePieces pieces = new MadePieces();

    private static long minute(int minute) {
        return SIX.plusSeconds(60L * minute).toEpochMilli();
    }

    private void counted(int from, int to, long good, long total) {
        pieces.counted(minute(from), minute(to), PieceVisitor.NO_PRODUCT, good, 0, 0, total);
    }

    private List<String> within() {
        return pieces.within(SHIFT).stream()
                .map(
                        count ->
                                "%d of %d good, %d scrap"
                                        .formatted(count.good(), count.total(), count.scrap()))
                .toList();
    }

    private void scrap(int minute, int scrap) {
        var at = Instant.ofEpochMilli(minute(minute));
        pieces.correct(new ManualCount(1, at, 0, scrap, at, "olga"), SHIFT);
    }

    @Test
    void scrapReportedByHandIsTakenFromPiecesACounterTold() {
        counted(0, 10, 20, 20);
        counted(10, 20, 5, 5);

        scrap(30, 8);

        assertThat(within()).containsExactly("17 of 20 good, 3 scrap", "0 of 5 good, 5 scrap");
    }

    @Test
    void scrapIsTakenFromTheNewestOfPiecesAndCounts() {
        pieces.piece(minute(5), PieceVisitor.NO_PRODUCT, 1, 0);
        pieces.piece(minute(25), PieceVisitor.NO_PRODUCT, 1, 0);
        counted(0, 10, 2, 2);

        scrap(30, 4);

        assertThat(within())
                .containsExactly(
                        "0 of 1 good, 1 scrap", "0 of 1 good, 1 scrap", "0 of 2 good, 2 scrap");
    }

    @Test
    void whatPeopleReportedAsGoodStaysGoodWhenTheyReportScrapLater() {
        var at = Instant.ofEpochMilli(minute(10));
        pieces.correct(new ManualCount(1, at, 9, 0, at, "olga"), SHIFT);

        scrap(30, 4);

        assertThat(within()).containsExactly("9 of 9 good, 0 scrap", "0 of 4 good, 4 scrap");
    }

    @Test
    void aCountAfterTheReportIsNotTouched() {
        counted(20, 40, 10, 10);

        scrap(30, 2);

        assertThat(within()).containsExactly("10 of 10 good, 0 scrap", "0 of 2 good, 2 scrap");
    }

    @Test
    void aJudgementTakesPiecesNobodyJudgedYetAndThenGoodOnes() {
        counted(0, 10, 4, 10);

        pieces.judge(new MadePieces.Judgement(Instant.ofEpochMilli(minute(30)), 0, 8, 0), SHIFT);

        assertThat(within()).containsExactly("2 of 10 good, 8 scrap");
    }
}
