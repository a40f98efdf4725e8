package io.oeeanalytics.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast the demo plant's time goes by. Nothing may happen in the future, so a plant in a hurry
 * begins some days behind, catches up at its pace and goes on at the pace of the clock.
 *
 * @param speed simulated seconds a second, while behind
 */
record DemoPace(int speed) {
    static final int FASTEST = 3_600;
    private static final int DAYS_BEHIND = 7;

    DemoPace {
        if (speed < 1 || speed > FASTEST) {
            throw new IllegalArgumentException(
                    "oee.demo.speed (OEE_DEMO_SPEED) lies between 1 and %d, not %d"
                            .formatted(FASTEST, speed));
        }
    }

    /** How many days before yesterday the history ends. */
    int daysBehind() {
        return speed == 1 ? 0 : DAYS_BEHIND;
    }

    /**
     * Up to when the plant's machines have spoken after a tick. At the pace of the clock they tell
     * all they missed while nobody listened.
     */
    Instant after(Instant toldUntil, Duration tick, Instant now) {
        if (speed == 1) {
            return now;
        }
        var next = toldUntil.plus(tick.multipliedBy(speed));
        return next.isBefore(now) ? next : now;
    }
}
