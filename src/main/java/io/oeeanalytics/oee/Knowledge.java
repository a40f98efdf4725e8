package io.oeeanalytics.oee;

import io.oeeanalytics.production.KnownAt;
import java.time.Instant;

/**
 * The second clock of a figure: how much was known of each layer it rests on.
 *
 * @param facts what machines and files had told by then
 * @param words what people had said by then, and what statuses and settings meant by their word
 * @param cycles which ideal cycles had been recorded by then
 * @param calendar which shifts, breaks and closed days had been recorded by then
 * @param now nothing later has happened
 */
record Knowledge(Instant facts, Instant words, Instant cycles, Instant calendar, Instant now) {
    /** All that was known at that instant, and nothing that happened later. */
    static Knowledge at(Instant instant) {
        return new Knowledge(instant, instant, instant, instant, instant);
    }

    KnownAt knownAt() {
        return new KnownAt(facts, words);
    }

    Knowledge withFacts(Instant later) {
        return new Knowledge(later, words, cycles, calendar, now);
    }

    Knowledge withWords(Instant later) {
        return new Knowledge(facts, later, cycles, calendar, now);
    }

    Knowledge withCycles(Instant later) {
        return new Knowledge(facts, words, later, calendar, now);
    }

    Knowledge withCalendar(Instant later) {
        return new Knowledge(facts, words, cycles, later, now);
    }

    Knowledge withNow(Instant later) {
        return new Knowledge(facts, words, cycles, calendar, later);
    }
}
