package io.oeeanalytics.advisor.conversation;

import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.Turn;
import io.oeeanalytics.advisor.tool.ChartData;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is shown of an answer. Kept as it was given: documents may be gone and figures have changed
 * since.
 *
 * @param planned whether a model was asked, and its sentences are of the planner all the same
 */
public record KeptAnswer(
        List<Sentence> sentences,
        List<ChartData> charts,
        List<Way> ways,
        List<String> followUps,
        boolean planned) {
    static final KeptAnswer NONE =
            new KeptAnswer(List.of(), List.of(), List.of(), List.of(), false);

    public KeptAnswer {
        sentences = List.copyOf(sentences);
        charts = List.copyOf(charts);
        ways = List.copyOf(ways);
        followUps = List.copyOf(followUps);
    }

    static KeptAnswer of(Turn turn) {
        return new KeptAnswer(
                turn.sentences(),
                turn.results().stream().flatMap(result -> result.chart().stream()).toList(),
                turn.results().stream()
                        .map(ToolResult::ways)
                        .flatMap(List::stream)
                        .distinct()
                        .toList(),
                turn.followUps(),
                false);
    }

    /** By the planner, where a model has said nothing; what its tools found stays. */
    KeptAnswer plannedAs(KeptAnswer other) {
        return new KeptAnswer(
                other.sentences,
                both(charts, other.charts),
                both(ways, other.ways),
                other.followUps,
                !other.sentences.isEmpty());
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /** What its sentences cite, each once, in their order. */
    public List<CitedPassage> cited() {
        return sentences.stream()
                .flatMap(sentence -> sentence.passages().stream())
                .distinct()
                .toList();
    }

    /** Its words alone, as a model reads what was said before, or somebody takes it along. */
    public String words() {
        return sentences.stream()
                .map(
                        sentence ->
                                switch (sentence.place()) {
                                    case BULLET -> "\n- " + sentence.words();
                                    case PARAGRAPH, HEADING -> "\n\n" + sentence.words();
                                    case RUNNING -> " " + sentence.words();
                                })
                .collect(Collectors.joining())
                .strip();
    }
}
