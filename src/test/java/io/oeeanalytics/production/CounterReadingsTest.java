package io.oeeanalytics.production;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.production.CounterReadings.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CounterReadingsTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private record Made(long from, long to, long good, long scrap, long total) {}

    private record Judged(long at, long good, long scrap) {}

    private final List<Made> made = new ArrayList<>();
    private final List<Judged> judged = new ArrayList<>();

    private void read(Row... rows) {
        new CounterReadings(
                        new PieceVisitor() {
                            @Override
                            public void piece(long finished, int product, int good, int scrap) {
                                throw new AssertionError("counters tell stretches");
                            }

                            @Override
                            public void counted(
                                    long from,
                                    long to,
                                    int product,
                                    long good,
                                    long scrap,
                                    long rework,
                                    long total) {
                                made.add(new Made(from, to, good, scrap, total));
                            }

                            @Override
                            public void judged(long at, long good, long scrap, long rework) {
                                judged.add(new Judged(at, good, scrap));
                            }
                        })
                .read(List.of(rows));
    }

    private static Row row(
            int source, long at, @Nullable Long good, @Nullable Long scrap, @Nullable Long total) {
        return new Row(source, at, null, good, scrap, null, total, 65_536L);
    }

    @Test
    void aCounterRollsOverAndIsReset() {
        read(
                row(1, 0, 65_500L, null, null),
                row(1, 1, 12L, null, null),
                row(1, 2, 1_040L, null, null),
                row(1, 3, 5L, null, null));

        assertThat(made).extracting(Made::good).containsExactly(48L, 1_028L, 5L);
    }

    @Test
    void countersOfOneSenderMayBeToldApart() {
        read(
                row(1, 0, 100L, null, null),
                row(1, 1, null, 7L, null),
                row(1, 2, 110L, null, null),
                row(1, 3, null, 9L, null));

        // What became scrap did so after the sender's word before, whatever that spoke of.
        assertThat(made).containsExactly(new Made(0, 2, 10, 0, 10), new Made(2, 3, 0, 2, 2));
    }

    @Test
    void goodPiecesAreOfTheLastMinuteThoughScrapMovedHoursAgo() {
        read(
                row(1, 0, 100L, 4L, null),
                row(1, 7 * HOUR, 900L, null, null),
                row(1, 7 * HOUR + 60_000, 901L, 5L, null));

        assertThat(made)
                .containsExactly(
                        new Made(0, 7 * HOUR, 800, 0, 800),
                        new Made(7 * HOUR, 7 * HOUR + 60_000, 1, 1, 2));
    }

    @Test
    void goodPiecesAreOfTheHourThoughScrapMovedAMinuteAgo() {
        read(
                row(1, 0, 100L, 4L, null),
                row(1, HOUR - 60_000, null, 5L, null),
                row(1, HOUR, 160L, 6L, null));

        assertThat(made)
                .containsExactly(
                        new Made(0, HOUR - 60_000, 0, 1, 1),
                        new Made(0, HOUR, 60, 0, 60),
                        new Made(HOUR - 60_000, HOUR, 0, 1, 1));
    }

    @Test
    void scrapBesideACounterOfAllPiecesIsPartOfThem() {
        read(
                row(1, 0, null, null, 50L),
                row(1, 1, null, 3L, null),
                row(1, 2, null, null, 60L),
                row(1, 3, null, 5L, null),
                row(1, 4, null, 6L, 61L));

        assertThat(made).containsExactly(new Made(0, 2, 10, 0, 10), new Made(2, 4, 0, 1, 1));
        assertThat(judged).containsExactly(new Judged(3, 0, 2));
    }

    @Test
    void sourcesDoNotMix() {
        read(row(1, 0, 100L, null, null), row(2, 1, 400L, null, null), row(2, 2, 401L, null, null));

        assertThat(made).extracting(Made::good).containsExactly(1L);
    }

    @Test
    void afterMoreThanADayPiecesCountWhereTheyWereReadAndAfterAWeekNotAtAll() {
        read(
                row(1, 0, 100L, null, null),
                row(1, 30 * HOUR, 130L, null, null),
                row(1, 230 * HOUR, 900L, null, null));

        assertThat(made).containsExactly(new Made(30 * HOUR, 30 * HOUR, 30, 0, 30));
    }
}
