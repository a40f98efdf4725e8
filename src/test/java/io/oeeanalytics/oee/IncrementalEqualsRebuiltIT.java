package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days of a dozen lines, told in no order, twice, late and with second thoughts, while figures are
 * brought up to date in between by one worker or two. However it went, the kept figures are those
 * that are computed from all facts at once, and those of the naive double. {@code -Doee.plants}
 * says how many plants; {@code -Doee.plant} plays the one again that failed.
 */
class IncrementalEqualsRebuiltIT {
    private static final long PLANTS = Long.getLong("oee.plants", 20);

    @TempDir static Path folder;
    private static FiguresRooms rooms;

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder);
    }

    @AfterAll
    static void stop() {
        rooms.close();
    }

    @Test
    void kept_figures_are_those_computed_at_once_whatever_came_in_which_order() {
        var only = Long.getLong("oee.plant");
        long first = only == null ? 1 : only;
        long last = only == null ? PLANTS : only;
        for (long seed = first; seed <= last; seed++) {
            var plant = new RandomLife(rooms, seed);

            plant.live();

            assertThat(plant.differences()).as("play it again with -Doee.plant=" + seed).isEmpty();
        }
    }
}
