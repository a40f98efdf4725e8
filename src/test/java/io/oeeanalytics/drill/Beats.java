package io.oeeanalytics.drill;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** An open page that beats all the time, while the same person opens others. */
final class Beats implements AutoCloseable {
    private final Person person;
    private final AtomicLong longest = new AtomicLong();
    private final Thread beating = Thread.ofPlatform().name("beats").unstarted(this::beat);
    private final Thread opening = Thread.ofPlatform().name("opens").unstarted(this::open);
    private volatile boolean going = true;

    Beats(Person person) {
        this.person = person;
        beating.start();
        opening.start();
    }

    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    private void beat() {
        while (going) {
            long began = System.nanoTime();
            person.beat();
            longest.accumulateAndGet(System.nanoTime() - began, Math::max);
            Factory.forAWhile(Duration.ofMillis(100));
        }
    }

    private void open() {
        while (going) {
            person.isSignedIn();
            Factory.forAWhile(Duration.ofMillis(300));
        }
    }

    @Override
    public void close() {
        going = false;
        try {
            beating.join(Duration.ofSeconds(40));
            opening.join(Duration.ofSeconds(40));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
