package io.oeeanalytics.oee;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps the figures in step with the facts: all of them before the first view may be used, then
 * whatever changes.
 */
@Component
@Order(RollUpWorker.AFTER_FACTS)
class RollUpWorker implements ApplicationRunner, SmartLifecycle {
    /** Runners that bring facts come before. */
    static final int AFTER_FACTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(RollUpWorker.class);
    private static final Duration REST = Duration.ofSeconds(1);

    private final RollUp rollUp;
    private volatile boolean running;
    private volatile Thread worker = Thread.currentThread();

    RollUpWorker(RollUp rollUp) {
        this.rollUp = rollUp;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        while (rollUp.next()) {
            // Until nothing is left.
        }
        running = true;
        worker = Thread.ofPlatform().daemon().name("roll-up").start(this::work);
    }

    private void work() {
        while (running) {
            try {
                if (!rollUp.next()) {
                    Thread.sleep(REST);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!running) {
                    return;
                }
                // The marks stay, so nothing is lost; the database may be back in a moment.
                LOG.warn("Figures could not be brought up to date, trying again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(REST.multipliedBy(5));
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Started by {@link #run}, when the facts are there. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        if (running) {
            running = false;
            worker.interrupt();
            try {
                worker.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
