package io.oeeanalytics.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.registry.AliasMove.Kind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of an alias, beside a pile of paper that says the same. */
class AliasHistoryTest {
    private static final Seat SEAT = Seat.champion("daily", "");
    private static final Instant START = Instant.parse("2026-03-16T08:00:00Z");

    /** Versions one on the other, 0 for nobody, and what was laid away last. */
    private static final class Pile {
        private final Deque<Integer> pile = new ArrayDeque<>();
        private @Nullable Integer laidAway;
        private final TreeMap<Instant, Integer> diary = new TreeMap<>();

        Optional<Integer> top() {
            return Optional.ofNullable(pile.peek()).filter(version -> version > 0);
        }

        void put(int version, Instant at) {
            pile.push(version);
            laidAway = null;
            diary.put(at, version);
        }

        boolean take(Instant at) {
            if (pile.size() < 2) {
                return false;
            }
            laidAway = pile.pop();
            diary.put(at, pile.element());
            return true;
        }

        boolean putBack(Instant at) {
            if (laidAway == null) {
                return false;
            }
            put(laidAway, at);
            return true;
        }

        Optional<Integer> at(Instant instant) {
            return Optional.ofNullable(diary.floorEntry(instant))
                    .map(java.util.Map.Entry::getValue)
                    .filter(version -> version > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void it_says_what_a_pile_says(long seed) {
        var random = new SplittableRandom(seed);
        var pile = new Pile();
        var history = new AliasHistory(List.of());
        var now = START;
        for (int step = 0; step < 200; step++) {
            // The clock stands still now and then, and once in a while runs back.
            now = now.plusSeconds(random.nextInt(4) - 1L);
            var at = history.notBefore(now);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    int version = 1 + random.nextInt(5);
                    pile.put(version, at);
                    history = moved(history, version, at, Kind.OVERRIDE, null);
                }
                case 3 -> {
                    if (pile.top().isPresent()) {
                        pile.put(0, at);
                        history = moved(history, null, at, Kind.WITHDRAWAL, null);
                    }
                }
                case 4, 5, 6 -> {
                    var before = history.beforeCurrent();
                    assertThat(before.isPresent()).isEqualTo(pile.take(at));
                    if (before.isPresent()) {
                        history =
                                moved(
                                        history,
                                        before.get().version(),
                                        at,
                                        Kind.ROLLBACK,
                                        before.get().position());
                    }
                }
                default -> {
                    var undone = history.undoing();
                    assertThat(undone.isPresent()).isEqualTo(pile.putBack(at));
                    if (undone.isPresent()) {
                        history =
                                moved(
                                        history,
                                        undone.get().version(),
                                        at,
                                        Kind.UNDO,
                                        undone.get().position());
                    }
                }
            }
            assertThat(history.bearer()).isEqualTo(pile.top());
        }

        for (int i = 0; i < 500; i++) {
            var asked = START.plusMillis(random.nextInt(-5_000, 300_000));
            assertThat(history.at(asked).map(AliasMove::version)).isEqualTo(pile.at(asked));
        }
        assertThat(history.moves()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    private static AliasHistory moved(
            AliasHistory history,
            @Nullable Integer version,
            Instant at,
            Kind kind,
            @Nullable Integer restores) {
        var moves = new ArrayList<>(history.moves());
        moves.add(
                new AliasMove(
                        SEAT, moves.size() + 1, version, at, "test", kind, "", restores, null));
        return new AliasHistory(moves);
    }
}
