package io.oeeanalytics.advisor.talk;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.oeeanalytics.advisor.search.VisibleText;
import io.oeeanalytics.advisor.tool.Tool;
import io.oeeanalytics.advisor.tool.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;

/** What a model is told: how to answer, what was said before, the question, and the tools. */
final class Prompt {
    private static final String RULES = rules();
    private static final int EXCHANGES = 6;
    private static final int LONGEST = 4_000;

    private Prompt() {}

    private static String rules() {
        try {
            return new ClassPathResource("answers.txt", Prompt.class)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ChatMessage> messages(Ask ask, LocalDate today) {
        var messages = new ArrayList<ChatMessage>();
        messages.add(SystemMessage.from(RULES));
        var before = ask.before();
        for (var exchange : before.subList(Math.max(0, before.size() - EXCHANGES), before.size())) {
            if (!exchange.question().isBlank() && !exchange.answer().isBlank()) {
                messages.add(UserMessage.from(wrapped("question", exchange.question())));
                messages.add(AiMessage.from(shortened(exchange.answer())));
            }
        }
        messages.add(
                UserMessage.from(
                        "Today is %s. The language of whoever asks is %s.\n%s%s"
                                .formatted(
                                        today,
                                        ask.locale().getDisplayLanguage(Locale.ENGLISH),
                                        ask.page().isBlank()
                                                ? ""
                                                : wrapped("page", ask.page()) + "\n",
                                        wrapped("question", ask.question()))));
        return messages;
    }

    /** As data: what closes the frame is taken out of it. */
    private static String wrapped(String frame, String text) {
        return "<%s>\n%s\n</%s>"
                .formatted(frame, shortened(text).replace("<", "‹").replace(">", "›"), frame);
    }

    private static String shortened(String text) {
        var visible = VisibleText.of(text);
        return visible.length() <= LONGEST ? visible : visible.substring(0, LONGEST) + " …";
    }

    static List<ToolSpecification> specifications(Tools tools) {
        return tools.all().stream()
                .map(
                        tool ->
                                ToolSpecification.builder()
                                        .name(tool.name())
                                        .description(tool.description())
                                        .parameters(schema(tool.parameters()))
                                        .build())
                .toList();
    }

    private static JsonObjectSchema schema(List<Tool.Parameter> parameters) {
        var schema = JsonObjectSchema.builder();
        parameters.forEach(parameter -> schema.addProperty(parameter.name(), schema(parameter)));
        return schema.required(
                        parameters.stream()
                                .filter(Tool.Parameter::required)
                                .map(Tool.Parameter::name)
                                .toList())
                .build();
    }

    private static JsonSchemaElement schema(Tool.Parameter parameter) {
        var what = parameter.description();
        return switch (parameter.type()) {
            case TEXT -> JsonStringSchema.builder().description(what).build();
            case DATE ->
                    JsonStringSchema.builder()
                            .description(what + " A date such as 2026-11-22.")
                            .build();
            case WHOLE_NUMBER -> JsonIntegerSchema.builder().description(what).build();
            case CHOICE ->
                    JsonEnumSchema.builder()
                            .description(what)
                            .enumValues(parameter.choices())
                            .build();
            case TEXTS ->
                    JsonArraySchema.builder()
                            .description(what)
                            .items(JsonStringSchema.builder().build())
                            .build();
        };
    }
}
