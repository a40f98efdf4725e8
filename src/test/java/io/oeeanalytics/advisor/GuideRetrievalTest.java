package io.oeeanalytics.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.search.GuideIndex;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Questions as people ask them find the section of the guide that answers them. */
class GuideRetrievalTest {
    /** language, question, number of the section */
    private static final String QUESTIONS =
            """
            en|What does OEE mean?|1
            en|How is availability calculated?|2
            en|What is the difference between performance and quality?|2
            en|Do breaks lower our OEE?|3
            en|Why can I not average the OEE of two lines?|4
            en|Which losses are there?|5
            en|Where do minor stoppages go?|5
            en|How do I read the waterfall chart?|6
            en|Why is effectiveness over 100 %?|7
            en|What happens when the machine sends nothing?|8
            en|How can we make changeovers faster?|9
            en|What is SMED?|9
            en|How do we get fewer breakdowns?|10
            en|The line runs slower than it should, what can we do?|11
            en|How do I bring scrap down?|12
            en|How many stop reasons should we have?|13
            en|Can I rank my lines by OEE?|14
            en|Is 85 % a good target?|15
            en|Why is the naive forecast shown?|16
            en|What does the 80 % interval mean?|17
            de|Was bedeutet OEE?|1
            de|Wie wird die Verfügbarkeit berechnet?|2
            de|Zählen Pausen in die OEE?|3
            de|Warum darf man Prozente nicht mitteln?|4
            de|Wie lese ich den Wasserfall?|6
            de|Was ist der ideale Takt?|7
            de|Wie verkürzen wir die Rüstzeit?|9
            de|Was tun gegen Mikrostopps?|11
            de|Wie viele Gründe für Stillstände sind sinnvoll?|13
            de|Was heißt das 80-%-Intervall?|17
            fr|Qu'est-ce que le TRS ?|1
            fr|Comment calcule-t-on la disponibilité ?|2
            fr|Comment lire la cascade ?|6
            fr|Qu'est-ce que le cycle idéal ?|7
            fr|Comment réduire les temps de changement ?|9
            fr|Que faire contre les pannes ?|10
            fr|Que veut dire un intervalle large ?|17
            """;

    @Test
    void the_section_that_answers_is_among_the_first_three() throws IOException {
        var missed = new ArrayList<String>();
        int first = 0;
        int all = 0;
        try (var index = new GuideIndex()) {
            for (String line : QUESTIONS.lines().toList()) {
                var parts = line.split("\\|", -1);
                var found =
                        index.sections(parts[1]).stream()
                                .filter(section -> section.startsWith(parts[0]))
                                .distinct()
                                .limit(3)
                                .toList();
                all++;
                first += !found.isEmpty() && found.getFirst().equals(parts[0] + parts[2]) ? 1 : 0;
                if (!found.contains(parts[0] + parts[2])) {
                    missed.add(parts[1] + " " + found);
                }
            }
        }
        System.Logger log = System.getLogger(GuideRetrievalTest.class.getName());
        log.log(System.Logger.Level.INFO, "{0} of {1} first, missed: {2}", first, all, missed);

        assertThat(missed).hasSizeLessThanOrEqualTo(all / 10);
        assertThat(first).isGreaterThanOrEqualTo(all * 3 / 4);
    }
}
