package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.LiveFacts;
import io.oeeanalytics.production.LoggedState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures that any instance wrote are news to all of them. */
class FiguresNewsIT {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private static Line one;
    private static Line other;

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder);
        rooms.now(NOON);
        var setup = rooms.get(PlantSetup.class);
        var site = setup.openSite("UTC", ZoneId.of("UTC"));
        one = setup.openLine(site, "N-1", "One");
        other = setup.openLine(site, "N-2", "Other");
        rooms.accountAll();
    }

    @AfterAll
    static void stop() {
        rooms.close();
    }

    @Test
    void what_an_instance_accounts_is_told_when_it_is_committed() {
        var news = rooms.news();
        rooms.get(LiveFacts.class)
                .tell(
                        one.id(),
                        List.of(new LoggedState(NOON.minusSeconds(600), NOON, 1)),
                        List.of());

        rooms.work();

        await().atMost(SOON).until(() -> news.contains(one.id()));
        assertThat(news).doesNotContain(other.id());
    }

    @Test
    void news_missed_while_the_connection_was_away_are_made_up_for() {
        var news = rooms.news();
        await().atMost(SOON).until(() -> isHeard(news));

        rooms.execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where query = 'listen figures_changed'
                """);

        await().atMost(SOON).until(() -> news.containsAll(Set.of(one.id(), other.id())));
    }

    private static boolean isHeard(Set<LineId> news) {
        rooms.execute("select pg_notify('figures_changed', '%d')".formatted(one.id().value()));
        return news.contains(one.id());
    }
}
