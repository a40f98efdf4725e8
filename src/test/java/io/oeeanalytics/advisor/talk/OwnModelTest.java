package io.oeeanalytics.advisor.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.tool.SomeTools;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.base.ui.Texts;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OwnModelTest {
    @Test
    void a_model_of_the_plants_own_answers_by_the_same_rules() {
        var tool = new Script.Tool("oee", "{\"line\":\"LINE-03\"}");
        try (var own =
                new FakeOpenAi(
                        new Script.Call(List.of(tool, tool)),
                        Script.say("OEE was ", "72.4 %. ", "It was 99 % before."))) {
            var turn = answer(own);

            assertThat(turn.outcome()).isEqualTo(Turn.Outcome.ANSWERED);
            assertThat(turn.sentences())
                    .extracting(Sentence::words)
                    .containsExactly("OEE was 72.4 %.");
            assertThat(turn.struckOut()).isEqualTo(1);
            assertThat(turn.results()).hasSize(2);
            assertThat(turn.tokens()).isEqualTo(110);
        }
    }

    @Test
    void it_may_fail_too() {
        try (var own = new FakeOpenAi(new Script.Failing(500))) {
            assertThat(answer(own).outcome()).isEqualTo(Turn.Outcome.FAILED);
        }
    }

    private static Turn answer(FakeOpenAi own) {
        var settings = ModelSettings.parse("", "", "", own.base().toString(), "a-model", "");
        return new ModelAnswers(
                        "a model",
                        ModelConfiguration.model(settings, ModelLimits.USUAL),
                        SomeTools.of(new FakeTool("oee", TalkFixtures.OEE)),
                        new Texts(),
                        TalkFixtures.UNLIMITED,
                        () -> LocalDate.of(2026, 11, 29),
                        ModelLimits.USUAL)
                .answer(
                        new Ask("What is the OEE of LINE-03?", List.of(), Locale.ENGLISH, ""),
                        new TurnListener() {
                            @Override
                            public void toolStarted(String name) {}

                            @Override
                            public void toolFinished(ToolResult result) {}

                            @Override
                            public void said(Sentence sentence) {}

                            @Override
                            public boolean isStopped() {
                                return false;
                            }
                        });
    }
}
