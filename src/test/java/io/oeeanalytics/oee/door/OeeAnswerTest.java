package io.oeeanalytics.oee.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.door.OeeAnswer.Manner;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OeeAnswerTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);

    @ParameterizedTest
    @CsvSource({"PRESS-1, PRESS-1", "L+1, L%2B1", "A&B, A%26B", "Nähen 2, N%C3%A4hen%202"})
    void links_to_pages_hold_any_code_of_a_line(String code, String encoded) {
        assertThat(page(code, new Period(MONDAY, MONDAY)))
                .isEqualTo("/day?line=%s&date=2026-03-16".formatted(encoded));
        assertThat(page(code, new Period(MONDAY, MONDAY.plusDays(6))))
                .isEqualTo("/line?line=%s&days=7&until=2026-03-22".formatted(encoded));
    }

    private static @Nullable String page(String code, Period period) {
        var group =
                new Group(
                        Optional.of(new Line(new LineId(1), 1, code, "a line", ZoneOffset.UTC)),
                        period,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Ledger.ZERO,
                        false,
                        true);
        return OeeAnswer.of(
                        new GroupedFigures(
                                period,
                                new DefinitionInForce(OeeDefinition.ISO_22400, false),
                                List.of(),
                                List.of(group),
                                group,
                                false),
                        List.of(group),
                        new Manner(
                                "line",
                                new DefinitionInForce(OeeDefinition.ISO_22400, false),
                                false,
                                null,
                                List.of(),
                                List.of()),
                        null)
                .items()
                .getFirst()
                .page();
    }
}
