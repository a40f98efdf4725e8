package io.oeeanalytics.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays the halts of a day one after another: production between them, breaks at their hour even in
 * the middle of a stop, which then goes on.
 */
final class DayCourse {
    /** Nobody starts a line for less; the next halt is pulled forward instead. */
    private static final long SHORTEST_RUN_MS = 30_000;

    /** One status without interruption, in {@code [fromMs, toMs)}. */
    record Stretch(int code, long fromMs, long toMs, int shift, int product) {
        boolean producing() {
            return code == DemoStatuses.PRODUCTION;
        }

        long millis() {
            return toMs - fromMs;
        }
    }

    /** A break as it is really taken. */
    record Pause(int code, long fromMs, long toMs) {}

    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Halt> unfinished = new ArrayList<>();
    private List<Pause> pauses = List.of();
    private int shift;
    private int product;
    private long cursorMs;
    private long endMs;

    DayCourse(int firstProduct) {
        this.product = firstProduct;
    }

    List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    /** Works from one instant to another; stops unfinished in the shift before come first. */
    void work(int shift, long fromMs, long toMs, List<Pause> pauses, List<Halt> halts) {
        this.shift = shift;
        this.cursorMs = fromMs;
        this.endMs = toMs;
        this.pauses = List.copyOf(pauses);
        var due = new ArrayList<>(unfinished);
        unfinished.clear();
        due.addAll(halts);
        due.sort(Comparator.comparingLong(Halt::atMs));
        for (var halt : due) {
            if (halt.atMs() - cursorMs >= SHORTEST_RUN_MS) {
                produceUntil(Math.min(halt.atMs(), endMs));
            }
            stand(halt);
        }
        produceUntil(endMs);
    }

    private void produceUntil(long untilMs) {
        while (cursorMs < untilMs) {
            var pause = nextPause();
            if (pause == null || pause.fromMs() >= untilMs) {
                advance(DemoStatuses.PRODUCTION, untilMs);
            } else {
                advance(DemoStatuses.PRODUCTION, pause.fromMs());
                advance(pause.code(), pause.toMs());
            }
        }
    }

    private void stand(Halt halt) {
        if (halt.nextProduct() != Halt.SAME_PRODUCT) {
            product = halt.nextProduct();
        }
        long leftMs = halt.lengthMs();
        while (leftMs > 0 && cursorMs < endMs) {
            var pause = nextPause();
            long limitMs = pause == null ? endMs : pause.fromMs();
            long standMs = Math.min(leftMs, limitMs - cursorMs);
            advance(halt.code(), cursorMs + standMs);
            leftMs -= standMs;
            if (pause != null && cursorMs == pause.fromMs()) {
                advance(pause.code(), pause.toMs());
            }
        }
        if (leftMs > 0 && halt.outlastsShift()) {
            unfinished.add(new Halt(halt.code(), endMs, leftMs));
        }
    }

    private void advance(int code, long toMs) {
        if (toMs <= cursorMs) {
            return;
        }
        var last = stretches.isEmpty() ? null : stretches.getLast();
        if (last != null
                && last.code() == code
                && last.toMs() == cursorMs
                && last.shift() == shift
                && last.product() == product) {
            stretches.set(
                    stretches.size() - 1, new Stretch(code, last.fromMs(), toMs, shift, product));
        } else {
            stretches.add(new Stretch(code, cursorMs, toMs, shift, product));
        }
        cursorMs = toMs;
    }

    private @Nullable Pause nextPause() {
        for (var pause : pauses) {
            if (pause.fromMs() >= cursorMs) {
                return pause;
            }
        }
        return null;
    }
}
