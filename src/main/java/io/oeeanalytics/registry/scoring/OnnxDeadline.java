package io.oeeanalytics.registry.scoring;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tells a run to end when its time is over; it does so before its next operator. */
final class OnnxDeadline implements AutoCloseable {
    private static final ScheduledExecutorService WATCH =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("scoring-deadline").factory());

    private final RunOptions options;
    private final ScheduledFuture<?> end;
    private boolean closed;
    private boolean passed;

    OnnxDeadline(Duration time) throws OrtException {
        options = new RunOptions();
        end = WATCH.schedule(this::pass, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    RunOptions options() {
        return options;
    }

    synchronized boolean hasPassed() {
        return passed;
    }

    private synchronized void pass() {
        passed = true;
        if (!closed) {
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException("a run cannot be ended", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        end.cancel(false);
        options.close();
    }
}
