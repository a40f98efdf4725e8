package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.advisor.planner.Understood.Subject;
import io.oeeanalytics.advisor.search.Stems;
import io.oeeanalytics.advisor.tool.CitedPassage;
import java.util.EnumSet;
import java.util.Set;

/** Whether a passage is about what is asked, and not only like it. */
final class Relevance {
    /** What one thing is called by many words. */
    private static final Set<Sense> CONCEPTS =
            EnumSet.of(
                    Sense.SIX_LOSSES,
                    Sense.WATERFALL,
                    Sense.CHANGEOVER,
                    Sense.MICRO_STOPS,
                    Sense.INTERVAL,
                    Sense.IDEAL_CYCLE,
                    Sense.PLANNED_BUSY_TIME,
                    Sense.COVERAGE,
                    Sense.STOPS,
                    Sense.FORECAST,
                    Sense.AVERAGE,
                    Sense.AVAILABILITY,
                    Sense.EFFECTIVENESS,
                    Sense.QUALITY);

    /** Of the words a question is about, how many a passage must hold to be about it, too. */
    private static final double LEAST_SHARED = 0.6;

    /** Words beside the subject of a section that are not understood. */
    private static final int MOST_BESIDE = 3;

    private final Understood asked;

    Relevance(Understood asked) {
        this.asked = asked;
    }

    boolean isAboutIt(CitedPassage passage) {
        var text = passage.title() + "\n" + passage.heading() + "\n" + passage.text();
        var there = Stems.of(Plain.of(text));
        int all = 0;
        int shared = 0;
        int unknown = 0;
        int found = 0;
        for (var subject : asked.subject()) {
            var said = Stems.asIn(text, subject.phrase());
            if (said.isEmpty()) {
                continue;
            }
            boolean stands = there.containsAll(said) || isCalled(subject, text, there);
            all++;
            shared += stands ? 1 : 0;
            boolean outside = subject.sense().filter(Sense.OUTSIDE::equals).isPresent();
            if (outside && !stands) {
                return false;
            }
            if (outside || subject.sense().isEmpty()) {
                unknown++;
                found += stands ? 1 : 0;
            }
        }
        return shared > 0
                && ((shared >= LEAST_SHARED * all && found >= LEAST_SHARED * unknown)
                        || (unknown <= MOST_BESIDE && isItsHeading(passage)));
    }

    /** Where a section is about what is asked, words beside it do little. */
    boolean isItsHeading(CitedPassage passage) {
        var stems = Stems.of(passage.heading());
        return !asked.says(Sense.OUTSIDE)
                && asked.subject().stream()
                        .anyMatch(subject -> isCalled(subject, passage.heading(), stems));
    }

    private boolean isCalled(Subject subject, String text, Set<String> there) {
        return subject.sense().filter(CONCEPTS::contains).stream()
                .flatMap(sense -> Vocabulary.of(asked.language()).phrases(sense).stream())
                .map(phrase -> Stems.asIn(text, phrase))
                .anyMatch(stems -> !stems.isEmpty() && there.containsAll(stems));
    }
}
