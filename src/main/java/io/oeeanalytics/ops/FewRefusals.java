package io.oeeanalytics.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Keeps whoever is refused again and again from filling a trail that is kept for ever: of each only
 * so many are written in a while on this instance, and the next one that is written says how many
 * were not.
 */
final class FewRefusals {
    static final int MOST = 30;
    static final Duration WHILE = Duration.ofMinutes(10);

    private static final int MOST_KNOWN = 10_000;

    private final Clock clock;
    private final Cache<String, Told> told = Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    private record Told(Instant since, int written, int left) {}

    FewRefusals(Clock clock) {
        this.clock = clock;
    }

    /**
     * @return how many were left out before this one; empty: this one is to be left out
     */
    OptionalInt next(String who) {
        var now = clock.instant();
        var answer = new int[1];
        told.asMap()
                .compute(
                        who,
                        (name, before) -> {
                            boolean afresh =
                                    before == null || !now.isBefore(before.since().plus(WHILE));
                            if (!afresh && before.written() == MOST) {
                                answer[0] = -1;
                                return new Told(before.since(), MOST, before.left() + 1);
                            }
                            answer[0] = before == null ? 0 : before.left();
                            return afresh
                                    ? new Told(now, 1, 0)
                                    : new Told(before.since(), before.written() + 1, 0);
                        });
        return answer[0] < 0 ? OptionalInt.empty() : OptionalInt.of(answer[0]);
    }
}
