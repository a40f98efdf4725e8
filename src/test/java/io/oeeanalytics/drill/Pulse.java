package io.oeeanalytics.drill;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks both instances every second whether they live. */
final class Pulse implements AutoCloseable {
    private final Topology topology;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("pulse").unstarted(this::ask);
    private volatile boolean going = true;

    Pulse(Topology topology) {
        this.topology = topology;
        thread.start();
    }

    int asked() {
        return asked.get();
    }

    int good() {
        return good.get();
    }

    private void ask() {
        while (going) {
            for (var name : Topology.WEB) {
                if (topology.health(name, "live") == 200) {
                    good.incrementAndGet();
                }
                asked.incrementAndGet();
            }
            Factory.forAWhile(Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        going = false;
        try {
            thread.join(Duration.ofSeconds(40));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
