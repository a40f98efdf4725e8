package io.oeeanalytics.advisor.tool;

import java.util.List;
import java.util.Optional;

/**
 * What a tool found.
 *
 * @param title what it is about, in the language of whoever asked: "OEE of LINE-03, 22 to 28
 *     November 2026"
 * @param outcome whether there is an answer at all
 * @param statements plain sentences, best first; a reader without a model reads these
 * @param passages of documents, best first
 * @param chart of the same figures
 * @param ways to the pages that show the same
 */
public record ToolResult(
        String title,
        Outcome outcome,
        List<Statement> statements,
        List<CitedPassage> passages,
        Optional<ChartData> chart,
        List<Way> ways) {
    public ToolResult {
        statements = List.copyOf(statements);
        passages = List.copyOf(passages);
        ways = List.copyOf(ways);
    }

    /** Whether there is an answer. */
    public enum Outcome {
        ANSWERED,
        /** Nothing is known of what was asked for. */
        NO_DATA,
        /** Too little of the time is known for a figure that means something. */
        LOW_COVERAGE
    }

    /**
     * A sentence with the figures in it.
     *
     * @param words in the language of whoever asked; each number in it is one of the figures,
     *     rounded
     */
    public record Statement(String words, List<Figure> figures) {
        public Statement {
            figures = List.copyOf(figures);
        }
    }

    /**
     * A page of the product.
     *
     * @param address within the product, such as {@code explain?line=LINE-03}
     */
    public record Way(String label, String address) {}

    /** All its figures. */
    public List<Figure> figures() {
        return statements.stream().flatMap(statement -> statement.figures().stream()).toList();
    }
}
