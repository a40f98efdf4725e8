package io.oeeanalytics.advisor.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantDateTest {
    /** In Auckland it is 11:30 of the day after. */
    private static final Clock LATE =
            Clock.fixed(Instant.parse("2026-11-28T22:30:00Z"), ZoneOffset.UTC);

    private static LocalDate todayAt(String... zones) {
        var plant = mock(PlantModel.class);
        var lines =
                List.of(zones).stream()
                        .map(zone -> new Line(new LineId(1), 1, zone, zone, ZoneId.of(zone)))
                        .toList();
        when(plant.lines()).thenReturn(lines);
        return new PlantDate(plant, LATE).today();
    }

    @Test
    void today_is_the_date_of_the_plant_and_of_several_zones_the_furthest() {
        assertThat(todayAt("Europe/Berlin")).isEqualTo("2026-11-28");
        assertThat(todayAt("Europe/Berlin", "Pacific/Auckland", "America/Chicago"))
                .isEqualTo("2026-11-29");
        assertThat(todayAt()).isEqualTo("2026-11-28");
    }
}
