package io.oeeanalytics.advisor.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.base.ui.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class SearchDocumentsToolTest {
    private static final CitedPassage OIL =
            new CitedPassage("D12.4", 12, "Manual", 2, 3, "Oil", "Check the oil.", "document/12");

    private final DefaultListableBeanFactory rooms = new DefaultListableBeanFactory();
    private final Tool tool =
            new SearchDocumentsTool(rooms.getBeanProvider(PassageSearch.class), new Texts());

    private ToolResult ask(String query) throws ToolRefused {
        return tool.run(Arguments.of(Map.of("query", List.of(query))), Locale.ENGLISH);
    }

    @Test
    void passages_are_handed_on_and_not_too_many() throws ToolRefused {
        var asked = new ArrayList<String>();
        rooms.registerSingleton(
                "search",
                (PassageSearch)
                        (question, locale, most) -> {
                            asked.add(question);
                            return Collections.nCopies(9, OIL);
                        });

        var result = ask("where is\u200B the oil");

        assertThat(asked).containsExactly("where is the oil");
        assertThat(result.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(result.passages()).hasSize(6).contains(OIL);
        assertThat(result.statements()).isEmpty();
    }

    @Test
    void what_no_document_says_is_said_so() throws ToolRefused {
        var result = ask("where is the oil");

        assertThat(result.outcome()).isEqualTo(Outcome.NO_DATA);
        assertThat(result.statements().getFirst().words())
                .isEqualTo("Not in the documents you may read.");
    }
}
