package io.oeeanalytics.advisor.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.advisor.tool.PlantDate;
import io.oeeanalytics.advisor.tool.SomeTools;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.base.ui.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ModelSettingsTest {
    private static final String GOOGLE = "https://generativelanguage.googleapis.com/v1beta";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withUserConfiguration(ModelConfiguration.class)
                    .withBean(Tools.class, SomeTools::of)
                    .withBean(Texts.class)
                    .withBean(Budget.class, () -> TalkFixtures.UNLIMITED)
                    .withBean(PlantDate.class, () -> Mockito.mock(PlantDate.class))
                    .withPropertyValues(
                            "oee.model.gemini-model=gemini-2.5-flash",
                            "oee.model.gemini-base-url=" + GOOGLE);

    @Test
    void without_a_model_there_is_nothing() {
        application
                .withPropertyValues("oee.model.gemini-key=", "oee.model.base-url= ")
                .run(context -> assertThat(context).doesNotHaveBean(Answers.class));
    }

    @Test
    void a_key_is_enough_and_a_model_of_ones_own_goes_first() {
        application
                .withPropertyValues("oee.model.gemini-key=secret\n")
                .run(
                        context -> {
                            assertThat(context).hasSingleBean(Answers.class);
                            assertThat(context.getBean(ModelSettings.class))
                                    .returns("secret", ModelSettings::key)
                                    .hasToString("gemini-2.5-flash at " + GOOGLE);
                        });
        application
                .withPropertyValues(
                        "oee.model.gemini-key=secret",
                        "oee.model.base-url=http://model.plant:8000/v1/",
                        "oee.model.name=qwen3:8b")
                .run(
                        context ->
                                assertThat(context.getBean(ModelSettings.class))
                                        .returns(ModelSettings.Kind.OPEN_AI, ModelSettings::kind)
                                        .hasToString("qwen3:8b at http://model.plant:8000/v1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.plant",
                "ftp://model.plant",
                "http://user:secret@model.plant",
                "http://model.plant/v1?key=secret",
                "http://model plant/secret",
                "file:///etc/secret"
            })
    void an_address_that_is_none_is_named_by_its_setting(String address) {
        assertThatThrownBy(() -> ModelSettings.parse("", "", "", address, "model", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LLM_BASE_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_model_has_a_name() {
        assertThatThrownBy(() -> ModelSettings.parse("", "", "", "http://model.plant", " ", ""))
                .hasMessageContaining("LLM_MODEL");
        assertThatThrownBy(() -> ModelSettings.parse("k", "../x", GOOGLE, "", "", ""))
                .hasMessageContaining("GEMINI_MODEL");
    }
}
