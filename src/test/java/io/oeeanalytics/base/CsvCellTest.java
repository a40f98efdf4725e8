package io.oeeanalytics.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil.example\")",
                "+1+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1"
            })
    void what_a_spreadsheet_would_run_is_text(String formula) {
        assertThat(CsvCell.of(formula)).isEqualTo("\"'" + formula.replace("\"", "\"\"") + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Line 4", "a=b", "ä;ö,\"ü\"\nnext"})
    void everything_else_comes_back_as_it_was(String text) {
        var cell = CsvCell.of(text);

        assertThat(cell).startsWith("\"").endsWith("\"");
        assertThat(cell.substring(1, cell.length() - 1).replace("\"\"", "\"")).isEqualTo(text);
    }
}
