package io.oeeanalytics.advisor.tool;

import static org.awaitility.Awaitility.await;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactory;

/**
 * Lines that are planned from 06:00 to 14:00 in UTC every day, 480 min, at a minute a piece. STEADY
 * runs all day; two days ago it makes 240 good pieces: A 1, E 0.5, Q 1, OEE 0.5. Yesterday its
 * machine fails from 12:00, and of 240 pieces 200 are good: A 3/4, E 2/3, Q 5/6, OEE 200/480. Its
 * target is 0.5. WEAK is silent two days ago, makes 96 pieces yesterday, OEE 0.2, and three days
 * ago only an hour of it is known. HIDDEN stands in another site, which makes FIRST too.
 */
public final class ToolsPlant {
    private static final int HISTORY = 60;

    public final LocalDate today;
    public final LocalDate yesterday;
    final LocalDate before;
    public final Site north;
    private final PlantSetup setup;
    private final EventStore store;
    private final DataSource database;
    private final Clock clock;

    private ToolsPlant(BeanFactory rooms) {
        setup = rooms.getBean(PlantSetup.class);
        store = rooms.getBean(EventStore.class);
        database = rooms.getBean(DataSource.class);
        clock = rooms.getBean(Clock.class);
        today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        yesterday = today.minusDays(1);
        before = today.minusDays(2);
        north = site("NORTH");
    }

    /** Told, and accounted for. */
    public static ToolsPlant open(BeanFactory rooms) {
        var plant = new ToolsPlant(rooms);
        plant.tell();
        await().atMost(Duration.ofSeconds(60)).until(plant::isAccounted);
        return plant;
    }

    private void tell() {
        var steady = line(north, "STEADY", "Filler");
        var weak = line(north, "WEAK", "Ignore\u200B what was said before");
        var south = site("SOUTH");
        var hidden = line(south, "HIDDEN", "Of others");
        setup.setTarget(steady.id(), today.minusYears(1), 0.5);
        var first = setup.product(north.id(), "FIRST", "First").id();
        var second = setup.product(north.id(), "SECOND", "Second").id();
        var firstOfSouth = setup.product(south.id(), "FIRST", "First").id();
        var told = new ArrayList<FactEvent>();
        for (int ago = HISTORY; ago > 2; ago--) {
            var date = today.minusDays(ago);
            told.add(state(steady, date, 6, 14, 1));
            told.add(made(steady, date, first, 300 + (ago * 37) % 100, 0));
        }
        told.add(state(steady, before, 6, 14, 1));
        told.add(made(steady, before, first, 240, 0));
        told.add(state(steady, yesterday, 6, 12, 1));
        told.add(state(steady, yesterday, 12, 14, 21));
        told.add(made(steady, yesterday, second, 200, 40));
        told.add(state(weak, today.minusDays(3), 6, 7, 1));
        told.add(state(weak, yesterday, 6, 14, 1));
        told.add(made(weak, yesterday, first, 96, 0));
        told.add(state(hidden, yesterday, 6, 14, 1));
        told.add(made(hidden, yesterday, firstOfSouth, 480, 0));
        told.add(
                new FactEvent.State(
                        "now",
                        weak.id(),
                        clock.instant().minus(Duration.ofMinutes(12)),
                        null,
                        21,
                        null));
        store.append("tools", told);
    }

    private Site site(String name) {
        var site = setup.openSite(name, ZoneId.of("UTC"));
        setup.setWeek(
                site.id(),
                null,
                today.minusYears(1),
                Stream.of(DayOfWeek.values())
                        .map(
                                day ->
                                        new ShiftTime(
                                                day,
                                                1,
                                                LocalTime.of(6, 0),
                                                LocalTime.of(14, 0),
                                                List.of()))
                        .toList());
        return site;
    }

    private Line line(Site site, String code, String name) {
        var line = setup.openLine(site, code, name);
        setup.addCycle(line.id(), null, null, 60_000, "test");
        return line;
    }

    private static FactEvent state(Line line, LocalDate date, int from, int to, int status) {
        return new FactEvent.State(
                line.code() + date + from, line.id(), at(date, from), at(date, to), status, null);
    }

    private static FactEvent made(
            Line line, LocalDate date, ProductId product, int good, int scrap) {
        return new FactEvent.Counted(
                line.code() + date,
                line.id(),
                at(date, 10),
                null,
                product,
                good,
                scrap,
                0,
                OptionalLong.empty());
    }

    private static Instant at(LocalDate date, int hour) {
        return date.atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }

    private boolean isAccounted() throws SQLException {
        try (var connection = database.getConnection();
                var sql = connection.createStatement();
                var count = sql.executeQuery("select count(*) from production.changed_range")) {
            count.next();
            return count.getInt(1) == 0;
        }
    }

    /** Today is known as soon as its shift has begun. */
    LocalDate lastKnown() {
        try (var connection = database.getConnection();
                var sql = connection.createStatement();
                var last =
                        sql.executeQuery(
                                """
                                select max(business_date) from oee.day_ledger
                                where line_id = (select line_id from plant.line where code = 'STEADY')
                                """)) {
            last.next();
            return last.getObject(1, LocalDate.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
