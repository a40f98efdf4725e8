package io.oeeanalytics.advisor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private final Chunker chunker = new Chunker();

    private static String words(int count, String word) {
        return IntStream.range(0, count).mapToObj(i -> word + i).collect(Collectors.joining(" "));
    }

    @Test
    void paragraphs_under_one_heading_go_together_and_others_do_not() {
        var passages =
                chunker.passages(
                        "manual",
                        List.of(
                                Block.heading(1, 1, "Cleaning"),
                                Block.paragraph(1, "Stop the line."),
                                Block.paragraph(1, "Lock it out."),
                                Block.heading(1, 2, "Nozzles"),
                                Block.paragraph(1, "Use water only."),
                                Block.heading(2, 1, "Faults"),
                                Block.paragraph(2, "Call the electrician.")));

        assertThat(passages)
                .containsExactly(
                        new Passage("manual", 0, 1, "Cleaning", "Stop the line.\n\nLock it out."),
                        new Passage("manual", 1, 1, "Cleaning > Nozzles", "Use water only."),
                        new Passage("manual", 2, 2, "Faults", "Call the electrician."));
    }

    @Test
    void a_heading_with_nothing_under_it_is_a_text() {
        var passages =
                chunker.passages(
                        "manual",
                        List.of(
                                Block.heading(1, 1, "Emergency stop"),
                                Block.heading(1, 1, "Cleaning"),
                                Block.paragraph(1, "Stop the line."),
                                Block.heading(1, 2, "Nozzles: water only"),
                                Block.heading(1, 2, "Belts: no oil"),
                                Block.heading(2, 1, "Faults"),
                                Block.heading(2, 2, "E17: the guard is open"),
                                Block.heading(2, 1, "Notes"),
                                Block.paragraph(2, "None."),
                                Block.heading(3, 1, "Index")));

        assertThat(passages)
                .containsExactly(
                        new Passage("manual", 0, 1, "", "Emergency stop"),
                        new Passage("manual", 1, 1, "Cleaning", "Stop the line."),
                        new Passage(
                                "manual", 2, 1, "Cleaning", "Nozzles: water only\nBelts: no oil"),
                        new Passage("manual", 3, 2, "", "Faults > E17: the guard is open"),
                        new Passage("manual", 4, 2, "Notes", "None."),
                        new Passage("manual", 5, 3, "", "Index"));
    }

    @Test
    void long_headings_one_under_the_other_fit_like_any_text() {
        var headings =
                IntStream.rangeClosed(1, 6)
                        .mapToObj(level -> Block.heading(1, level, level + "h".repeat(150)))
                        .toList();

        assertThat(chunker.passages("manual", headings))
                .extracting(passage -> passage.text().lines().map(line -> line.charAt(0)).toList())
                .containsExactly(List.of('1', '2', '3'), List.of('4', '5', '6'));
    }

    @Test
    void a_passage_is_of_one_page() {
        var passages =
                chunker.passages(
                        "manual",
                        List.of(Block.paragraph(1, "First page."), Block.paragraph(2, "Second.")));

        assertThat(passages).extracting(Passage::page).containsExactly(1, 2);
    }

    @Test
    void a_long_paragraph_is_cut_between_sentences() {
        String first = words(90, "a") + ".";
        String second = "Then " + words(90, "b") + ".";

        var passages =
                chunker.passages("manual", List.of(Block.paragraph(1, first + " " + second)));

        assertThat(passages).extracting(Passage::text).containsExactly(first, second);
    }

    @Test
    void a_table_stays_whole_and_one_too_long_repeats_its_head() {
        String rows =
                IntStream.range(0, 90)
                        .mapToObj(i -> "E" + i + " | too hot | cool it")
                        .collect(Collectors.joining("\n"));
        var passages =
                chunker.passages(
                        "manual",
                        List.of(
                                Block.paragraph(1, words(90, "w")),
                                Block.table(1, "code | what | remedy\nE1 | too hot | cool it"),
                                Block.table(1, "code | what | remedy\n" + rows)));

        assertThat(passages.getFirst().text()).endsWith("E1 | too hot | cool it");
        assertThat(passages.subList(1, passages.size()))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        passage -> {
                            assertThat(passage.text()).startsWith("code | what | remedy\nE");
                            assertThat(passage.text()).hasSizeLessThanOrEqualTo(560);
                        });
        assertThat(
                        passages.stream()
                                .skip(1)
                                .flatMap(passage -> passage.text().lines())
                                .filter(line -> !line.startsWith("code")))
                .containsExactlyElementsOf(rows.lines().toList());
    }

    @Test
    void a_row_that_leaves_no_room_for_its_head_stands_alone() {
        String head = words(20, "h");
        String longest = words(130, "x");

        var passages =
                chunker.passages(
                        "manual",
                        List.of(
                                Block.table(
                                        1,
                                        String.join(
                                                "\n", head, longest, words(30, "y"), longest))));

        assertThat(passages)
                .extracting(Passage::text)
                .containsExactly(head, longest, head + "\n" + words(30, "y"), longest);
    }

    @Test
    void nothing_makes_a_passage_of_any_size() {
        String endless = "Q0FM".repeat(100_000);

        var passages =
                chunker.passages(
                        "manual",
                        List.of(
                                Block.heading(
                                        1, 1, "A heading that goes on and on. ".repeat(1_000)),
                                Block.paragraph(1, endless)));

        assertThat(passages)
                .hasSizeGreaterThan(700)
                .allSatisfy(
                        passage -> {
                            assertThat(passage.text()).hasSizeLessThanOrEqualTo(560);
                            assertThat(passage.heading()).hasSizeLessThanOrEqualTo(200);
                        });
    }

    @Test
    void no_word_is_lost_and_no_passage_is_longer_than_the_model_reads() {
        var random = new Random(7);
        for (int run = 0; run < 200; run++) {
            var blocks = new ArrayList<Block>();
            var given = new ArrayList<String>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                String text = words(random.nextInt(500), "r" + run + "b" + i + "w");
                if (random.nextInt(4) == 0) {
                    text = text.replace("7 ", "7. Next ");
                }
                blocks.add(Block.paragraph(1 + i / 4, text));
                given.addAll(Arrays.asList(text.split("\\s+")));
            }

            var passages = chunker.passages("d", blocks);

            assertThat(passages)
                    .allSatisfy(
                            passage -> assertThat(passage.text()).hasSizeLessThanOrEqualTo(560));
            assertThat(
                            passages.stream()
                                    .flatMap(p -> Arrays.stream(p.text().split("\\s+")))
                                    .toList())
                    .isEqualTo(given.stream().filter(word -> !word.isEmpty()).toList());
        }
    }

    @Test
    void what_has_no_blanks_is_cut_all_the_same_but_never_inside_a_character() {
        var passages =
                chunker.passages("d", List.of(Block.paragraph(0, "\uD835\uDC9C".repeat(1000))));

        assertThat(passages)
                .allSatisfy(
                        passage -> {
                            assertThat(passage.text()).hasSizeLessThanOrEqualTo(560);
                            assertThat(passage.text().codePoints())
                                    .allMatch(point -> point == 0x1D49C || point == ' ');
                        });
        assertThat(
                        passages.stream()
                                .mapToLong(p -> p.text().codePoints().filter(c -> c > 99).count())
                                .sum())
                .isEqualTo(1000);
    }
}
