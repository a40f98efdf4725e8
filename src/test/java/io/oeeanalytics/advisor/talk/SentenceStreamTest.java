package io.oeeanalytics.advisor.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.talk.Sentence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentenceStreamTest {
    private static final String ANSWER =
            """
            ## OEE of LINE-03
            OEE was 72.4 %. It fell by 4.2 points, e.g. by setup (approx. 3 h 12 min). Why?
            Am 22. November fiel sie aus, z. B. nachts. Die 2. Schicht war gut!

            Do this next:
            - Clean the nozzles. [D12.4] Then run.
            - Check "the guard." Then stop.
            2. Tighten the clamp [D12.4, D7.1].

            | a | b |
            |---|---|
            ```
            rm -rf
            ```
            [NEXT] What then? And then?
            The last one has no end""";

    @Test
    void an_answer_is_cut_into_sentences() {
        var stream = new SentenceStream();
        var drafts = new ArrayList<>(stream.feed(ANSWER));
        drafts.addAll(stream.end());

        assertThat(drafts)
                .containsExactly(
                        new Draft("OEE of LINE-03", Place.HEADING),
                        new Draft("OEE was 72.4 %.", Place.PARAGRAPH),
                        new Draft(
                                "It fell by 4.2 points, e.g. by setup (approx. 3 h 12 min).",
                                Place.RUNNING),
                        new Draft("Why?", Place.RUNNING),
                        new Draft("Am 22. November fiel sie aus, z. B. nachts.", Place.RUNNING),
                        new Draft("Die 2. Schicht war gut!", Place.RUNNING),
                        new Draft("Do this next:", Place.PARAGRAPH),
                        new Draft("Clean the nozzles. [D12.4]", Place.BULLET),
                        new Draft("Then run.", Place.RUNNING),
                        new Draft("Check \"the guard.\"", Place.BULLET),
                        new Draft("Then stop.", Place.RUNNING),
                        new Draft("Tighten the clamp [D12.4, D7.1].", Place.BULLET),
                        new Draft("[NEXT] What then? And then?", Place.PARAGRAPH),
                        new Draft("The last one has no end", Place.PARAGRAPH));
        assertThat(stream.leftOut()).isEqualTo(3);
    }

    @Test
    void a_date_at_the_beginning_of_a_line_is_no_number_of_a_list() {
        var stream = new SentenceStream();
        var drafts =
                new ArrayList<>(
                        stream.feed(
                                """
                                28. November 2026 war der schlechteste Tag.

                                Der beste Tag war der
                                22. November mit 81 %.
                                2. Schicht war schwach.

                                1. Düsen reinigen.
                                """));
        drafts.addAll(stream.end());

        assertThat(drafts)
                .extracting(Draft::words)
                .containsExactly(
                        "28. November 2026 war der schlechteste Tag.",
                        "Der beste Tag war der 22. November mit 81 %.",
                        "2. Schicht war schwach.",
                        "Düsen reinigen.");
    }

    @Test
    void it_does_not_matter_in_what_pieces_it_arrives() {
        var whole = new SentenceStream();
        var expected = new ArrayList<>(whole.feed(ANSWER));
        expected.addAll(whole.end());
        var random = new Random(7);

        for (int run = 0; run < 300; run++) {
            var stream = new SentenceStream();
            var drafts = new ArrayList<Draft>();
            for (int at = 0; at < ANSWER.length(); ) {
                int next = Math.min(ANSWER.length(), at + 1 + random.nextInt(12));
                drafts.addAll(stream.feed(ANSWER.substring(at, next)));
                at = next;
            }
            drafts.addAll(stream.end());

            assertThat(drafts).isEqualTo(expected);
        }
    }

    @Test
    void a_sentence_is_said_as_soon_as_it_ends() {
        var stream = new SentenceStream();

        assertThat(stream.feed("OEE of the line was 72.")).isEmpty();
        assertThat(stream.feed("4 %.")).isEmpty();
        assertThat(stream.feed(" Then it"))
                .isEqualTo(List.of(new Draft("OEE of the line was 72.4 %.", Place.PARAGRAPH)));
    }

    @Test
    void what_has_no_end_takes_no_memory() {
        var stream = new SentenceStream();
        for (int i = 0; i < 1_000; i++) {
            assertThat(stream.feed("word ".repeat(100))).isEmpty();
        }
        assertThat(stream.end()).isEmpty();
        assertThat(stream.leftOut()).isPositive();
    }
}
