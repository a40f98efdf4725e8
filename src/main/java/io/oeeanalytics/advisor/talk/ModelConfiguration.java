package io.oeeanalytics.advisor.talk;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.oeeanalytics.advisor.search.ChosenEmbeddings;
import io.oeeanalytics.advisor.tool.PlantDate;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.base.ui.Texts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Answers with the model that is set, where one is. */
@Configuration(proxyBeanMethods = false)
@Conditional(ModelConfigured.class)
class ModelConfiguration {
    private static final String GEMINI_EMBEDDINGS = "gemini-embedding-001";

    /**
     * Of which it makes up to 3,072; more than these tell little more and take four times the room.
     */
    private static final int GEMINI_DIMENSIONS = 768;

    @Bean
    ModelSettings modelSettings(
            @Value("${oee.model.gemini-key:}") String geminiKey,
            @Value("${oee.model.gemini-model:}") String geminiModel,
            @Value("${oee.model.gemini-base-url:}") String geminiBase,
            @Value("${oee.model.base-url:}") String ownBase,
            @Value("${oee.model.name:}") String ownModel,
            @Value("${oee.model.key:}") String ownKey) {
        return ModelSettings.parse(geminiKey, geminiModel, geminiBase, ownBase, ownModel, ownKey);
    }

    @Bean
    ModelAnswers modelAnswers(
            ModelSettings settings, Tools tools, Texts texts, Budget budget, PlantDate date) {
        return new ModelAnswers(
                settings.model(),
                model(settings, ModelLimits.USUAL),
                tools,
                texts,
                budget,
                date::today,
                ModelLimits.USUAL);
    }

    /** What documents mean, by Gemini: their passages then go there, not only questions. */
    @Bean
    @ConditionalOnProperty(name = "oee.embeddings", havingValue = "gemini")
    ChosenEmbeddings geminiEmbeddings(
            @Value("${oee.model.gemini-key:}") String key,
            @Value("${oee.model.gemini-base-url:}") String base) {
        return embeddings(
                ModelSettings.parse(key, GEMINI_EMBEDDINGS, base, "", "", ""), ModelLimits.USUAL);
    }

    static ChosenEmbeddings embeddings(ModelSettings settings, ModelLimits limits) {
        return new ChosenEmbeddings(
                settings.model() + "/" + GEMINI_DIMENSIONS,
                GoogleAiEmbeddingModel.builder()
                        .httpClientBuilder(ModelLine.builder(settings.base(), limits.whole()))
                        .baseUrl(settings.base().toString())
                        .apiKey(settings.key())
                        .modelName(settings.model())
                        .outputDimensionality(GEMINI_DIMENSIONS)
                        .maxRetries(1)
                        .logRequestsAndResponses(false)
                        .build());
    }

    /** Speaks by {@link ModelLine}; keeps nothing from one turn to the next, and logs nothing. */
    static StreamingChatModel model(ModelSettings settings, ModelLimits limits) {
        var line = ModelLine.builder(settings.base(), limits.whole());
        return switch (settings.kind()) {
            case GEMINI ->
                    GoogleAiGeminiStreamingChatModel.builder()
                            .httpClientBuilder(line)
                            .baseUrl(settings.base().toString())
                            .apiKey(settings.key())
                            .modelName(settings.model())
                            .temperature(0.0)
                            .logRequestsAndResponses(false)
                            .build();
            case OPEN_AI ->
                    OpenAiStreamingChatModel.builder()
                            .httpClientBuilder(line)
                            .baseUrl(settings.base().toString())
                            // The library wants one; a model of one's own seldom does.
                            .apiKey(settings.key().isEmpty() ? "none" : settings.key())
                            .modelName(settings.model())
                            .temperature(0.0)
                            .logRequests(false)
                            .logResponses(false)
                            .build();
        };
    }
}
