package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.base.ui.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What documents and the guide say; the search itself leaves out what may not be read. */
@Component
class SearchDocumentsTool implements Tool {
    private static final int MOST = 6;
    private static final int LONGEST_QUESTION = 1_000;

    private final ObjectProvider<PassageSearch> search;
    private final Texts texts;

    SearchDocumentsTool(ObjectProvider<PassageSearch> search, Texts texts) {
        this.search = search;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "search_documents";
    }

    @Override
    public String description() {
        return "Passages of the guide and of the documents the asker may read: instructions,"
                + " procedures, advice. Use it for how to do something and what a document says;"
                + " never for figures.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "query",
                        Type.TEXT,
                        "What is looked for, in words of the asker.",
                        true,
                        List.of()));
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var query = arguments.text("query").map(text -> ToolRefused.echo(text, LONGEST_QUESTION));
        if (query.isEmpty() || query.get().isBlank()) {
            throw new ToolRefused("query");
        }
        var title = wording.text("advisor.tool.search.title", ToolRefused.echo(query.get(), 80));
        var passages =
                search.stream()
                        .flatMap(one -> one.find(query.get(), locale, MOST).stream())
                        .limit(MOST)
                        .toList();
        return passages.isEmpty()
                ? Results.none(title, wording.say("advisor.tool.search.none"), List.of())
                : new ToolResult(
                        title, Outcome.ANSWERED, List.of(), passages, Optional.empty(), List.of());
    }
}
