package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.server.StreamResourceRegistry.ElementStreamResource;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinServletResponse;
import com.vaadin.flow.server.VaadinSession;
import io.oeeanalytics.forecast.Driver;
import io.oeeanalytics.forecast.FactorOutlook;
import io.oeeanalytics.forecast.Forecast;
import io.oeeanalytics.forecast.LineForecasts;
import io.oeeanalytics.forecast.MethodChoice;
import io.oeeanalytics.forecast.ShiftDay;
import io.oeeanalytics.forecast.factor.Factor;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A line of two shifts over 150 days: the second is slower, every shift has a fault, and those of
 * the last four weeks took half an hour longer.
 */
@SpringBootTest(properties = "oee.job-threads=0")
class ForecastViewIT {
    private static final int DAYS = 150;
    private static final int LATELY = 28;
    private static final int FAULT = 41;
    private static final double TARGET = 0.7;

    /** Of a line: as the name of a file it would end in its middle, and lead out of its folder. */
    private static final String HOSTILE = "\"; x=../../é.exe";

    @Autowired private ApplicationContext context;
    @Autowired private LineForecasts forecasts;
    @Autowired private PlantModel plant;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-forecast-view").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void aLineWithFaults(
            @Autowired AccountService accounts,
            @Autowired PlantSetup setup,
            @Autowired EventStore store,
            @Autowired DataSource database,
            @Autowired Clock clock) {
        authenticate("admin", "ADMIN");
        var first = accounts.open("plan.ahead", "plan ahead", Role.MANAGER);
        authenticate("plan.ahead", "MANAGER");
        accounts.changeOwnPassword("plan.ahead", first, "a password of one's own");
        authenticate("admin", "ADMIN");
        var site = setup.openSite("Ahead", ZoneId.of("UTC"));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        setup.setWeek(
                site.id(),
                null,
                today.minusYears(1),
                Stream.of(DayOfWeek.values())
                        .flatMap(day -> Stream.of(shift(day, 1, 6), shift(day, 2, 14)))
                        .toList());
        var line = setup.openLine(site, "AHEAD-1", "Line ahead");
        setup.addCycle(line.id(), null, null, 60_000, "test");
        setup.setTarget(line.id(), today.minusYears(1), TARGET);
        var events = new ArrayList<FactEvent>();
        for (int back = DAYS; back > 0; back--) {
            var day = today.minusDays(back).atTime(6, 0).toInstant(ZoneOffset.UTC);
            for (int shift = 0; shift < 2; shift++) {
                work(events, line, day.plus(Duration.ofHours(8L * shift)), back, shift);
            }
        }
        store.append("ahead", events);
        var other = setup.openLine(site, "AHEAD-2", "Line of two products");
        setup.addCycle(other.id(), null, null, 60_000, "test");
        var wide = setup.product(site.id(), "P-1", "Wide").id();
        var narrow = setup.product(site.id(), "P-2", "Narrow").id();
        store.append("ahead", twoProducts(other, today, wide, narrow));
        var hostile = setup.openLine(site, HOSTILE, "Line of another mind");
        setup.addCycle(hostile.id(), null, null, 60_000, "test");
        store.append("ahead", twoProducts(hostile, today, wide, narrow));
        SecurityContextHolder.clearContext();
        await().atMost(Duration.ofSeconds(60)).until(() -> isAccounted(database));
    }

    /** To the narrow one in 20 minutes at 14:00, and back to the wide one in 40 at 06:00. */
    private static List<FactEvent> twoProducts(
            Line line, LocalDate today, ProductId wide, ProductId narrow) {
        var events = new ArrayList<FactEvent>();
        for (int back = 60; back > 0; back--) {
            for (int shift = 0; shift < 2; shift++) {
                var key = "two/" + back + "/" + shift;
                var from = today.minusDays(back).atTime(6 + 8 * shift, 0).toInstant(ZoneOffset.UTC);
                var made = from.plus(Duration.ofMinutes(shift == 0 ? 40 : 20));
                var to = from.plus(Duration.ofHours(8));
                events.add(new FactEvent.State(key + "up", line.id(), from, made, 31, null));
                events.add(new FactEvent.State(key + "run", line.id(), made, to, 1, null));
                for (var at : List.of(made, to.minusSeconds(60))) {
                    events.add(
                            new FactEvent.Counted(
                                    key + "made" + at,
                                    line.id(),
                                    at,
                                    null,
                                    shift == 0 ? wide : narrow,
                                    150 + back % 7,
                                    2,
                                    0,
                                    OptionalLong.empty()));
                }
            }
        }
        return events;
    }

    private static ShiftTime shift(DayOfWeek day, int number, int hour) {
        var start = LocalTime.of(hour, 0);
        return new ShiftTime(day, number, start, start.plusHours(8), List.of());
    }

    /** 20 to 39 minutes of fault, 30 more of late; 400 or 340 pieces, each twentieth scrap. */
    private static void work(List<FactEvent> events, Line line, Instant from, int back, int shift) {
        var to = from.plus(Duration.ofHours(8));
        long minutes = 20 + (back * 7 + shift * 3) % 20 + (back <= LATELY ? 30 : 0);
        var repaired = from.plus(Duration.ofMinutes(60 + minutes));
        var fault = from.plus(Duration.ofMinutes(60));
        var key = back + "/" + shift + "/";
        events.add(new FactEvent.State(key + "run", line.id(), from, fault, 1, null));
        events.add(new FactEvent.State(key + "fault", line.id(), fault, repaired, FAULT, null));
        events.add(new FactEvent.State(key + "on", line.id(), repaired, to, 1, null));
        int scrap = 15 + (back * 3) % 7;
        events.add(
                new FactEvent.Counted(
                        key + "made",
                        line.id(),
                        to.minusSeconds(60),
                        null,
                        null,
                        400 - 60 * shift - (int) minutes,
                        scrap,
                        0,
                        OptionalLong.empty()));
    }

    private static boolean isAccounted(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "select not exists (select from production.changed_range)")) {
            return found.next() && found.getBoolean(1);
        }
    }

    private static void authenticate(String name, String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
    }

    @AfterEach
    void signOut() {
        ViewSession.signOut();
    }

    private record Taken(Forecast forecast, FactorOutlook factors) {}

    private Taken taken() {
        authenticate("plan.ahead", "MANAGER");
        var line = plant.line("AHEAD-1").orElseThrow();
        var outlook = forecasts.line(line, 7, MethodChoice.AUTO);
        return new Taken(
                (Forecast) outlook.result(), forecasts.factors(line, outlook).orElseThrow());
    }

    @Test
    void factors_minutes_and_shifts_agree_with_the_forecast_of_the_day() {
        var taken = taken();

        for (int at = 0; at < 7; at++) {
            var said = taken.forecast().days().get(at);
            var day = taken.factors().days().get(at);
            assertThat(day.day()).isEqualTo(said.day());
            assertThat(day.plannedMs()).isEqualTo(Duration.ofHours(16).toMillis());
            assertThat(day.draws().meanOee()).isCloseTo(said.point(), within(1e-4));
            long lost = 0;
            for (var factor : Factor.values()) {
                lost += day.lossMs(factor);
            }
            assertThat(lost + day.plannedMs() * day.draws().meanOee())
                    .isCloseTo(day.plannedMs(), within(3.0));
            assertThat(day.goodPieces().getAsDouble()).isCloseTo(960 * said.point(), within(0.2));
            assertThat(day.goodPieces(0.1).getAsDouble())
                    .isLessThan(day.goodPieces().getAsDouble());
            var shifts =
                    taken.factors().shifts().stream()
                            .filter(shift -> shift.day().equals(said.day()))
                            .toList();
            assertThat(shifts).extracting(ShiftDay::number).containsExactly(1, 2);
            assertThat((shifts.get(0).point() + shifts.get(1).point()) / 2)
                    .isCloseTo(said.point(), within(1e-9));
            // The first makes 60 pieces of 480 more.
            assertThat(shifts.get(0).point() - shifts.get(1).point())
                    .isCloseTo(0.125, within(0.02));
        }
    }

    @Test
    void the_fault_that_grew_is_told_in_minutes() {
        var stop =
                taken().factors().drivers().stream()
                        .filter(Driver.StopMoved.class::isInstance)
                        .map(Driver.StopMoved.class::cast)
                        .findFirst()
                        .orElseThrow();

        assertThat(stop.of().status()).isEqualTo(FAULT);
        assertThat(stop.of().timesADay()).isCloseTo(2, within(1e-9));
        // Two shifts with half an hour more each.
        assertThat(stop.minutesADay()).isCloseTo(-60, within(2.0));
    }

    @Test
    void the_view_tells_target_reasons_minutes_and_shifts() {
        ViewSession.signIn(context, "plan.ahead", "MANAGER");

        ViewSession.go("forecast?line=AHEAD-1");

        assertThat(_find(Paragraph.class, spec -> spec.withClasses("headline")))
                .singleElement()
                .extracting(Paragraph::getText)
                .asString()
                .contains("The chance to miss the target of 70.0 % is");
        assertThat(_find(ListItem.class).stream().map(ListItem::getText))
                .anyMatch(text -> text.matches("Machine Inspection took .* 6[01] min more\\."));
        for (var id : List.of("forecast-days", "forecast-factors", "forecast-shifts")) {
            int rows = id.equals("forecast-shifts") ? 14 : 7;
            assertThat(_get(NativeTable.class, spec -> spec.withId(id)).getBody().getRowCount())
                    .as(id)
                    .isEqualTo(rows);
        }
    }

    @Test
    void a_site_that_reports_another_measure_is_told_so_and_sees_no_target_beside(
            @Autowired PlantSetup setup) {
        var site = plant.line("AHEAD-1").orElseThrow().siteId();
        authenticate("admin", "ADMIN");
        setup.putSettings(site, null, reporting(OeeDefinition.PLANNED_STOPS_INSIDE));
        ViewSession.signIn(context, "plan.ahead", "MANAGER");

        ViewSession.go("forecast?line=AHEAD-1");

        assertThat(_get(Paragraph.class, spec -> spec.withId("forecast-measure")).getText())
                .startsWith("By ISO 22400-2.")
                .contains("Planned stops inside");
        assertThat(_get(Paragraph.class, spec -> spec.withClasses("headline")).getText())
                .doesNotContain("target");
        authenticate("admin", "ADMIN");
        setup.putSettings(site, null, reporting(OeeDefinition.ISO_22400));
    }

    private static Settings reporting(OeeDefinition definition) {
        var standard = Settings.STANDARD;
        return new Settings(
                standard.microStop(), standard.bucket(), standard.startUp(), definition);
    }

    @Test
    void what_is_tried_is_answered_in_points_pieces_and_chance() {
        ViewSession.signIn(context, "plan.ahead", "MANAGER");
        ViewSession.go("forecast?line=AHEAD-1");
        assertThat(answer()).startsWith("Change something");

        _find(IntegerField.class).stream()
                .filter(field -> field.getLabel().equals("Machine Inspection: less by %"))
                .findFirst()
                .orElseThrow()
                .setValue(100);

        assertThat(answer())
                .matches(
                        "OEE .* % instead of .* % \\(\\+.* points\\)\\. .* good pieces instead of .*")
                .contains("The chance to miss the target of 70.0 % becomes");
    }

    /** Two changeovers a day take 60 minutes; three of the order asked for take 80. */
    @Test
    @SuppressWarnings("unchecked")
    void an_order_of_products_takes_what_its_changeovers_took() {
        ViewSession.signIn(context, "plan.ahead", "MANAGER");
        ViewSession.go("forecast?line=AHEAD-2");
        var products = plant.products(plant.line("AHEAD-2").orElseThrow().siteId());
        var narrow = products.stream().filter(one -> one.code().equals("P-2")).findFirst();
        var wide = products.stream().filter(one -> one.code().equals("P-1")).findFirst();

        var order =
                (CustomField<List<Product>>)
                        _get(CustomField.class, spec -> spec.withId("what-if-sequence"));
        order.setValue(
                List.of(
                        wide.orElseThrow(),
                        narrow.orElseThrow(),
                        wide.orElseThrow(),
                        narrow.orElseThrow()));

        assertThat(answer())
                .contains("In the order Wide, Narrow, Wide, Narrow set-ups take 1 h 20 min.")
                .containsPattern("OEE .* % instead of .* % \\(−.* points\\)");
        assertThat(_find(order, ComboBox.class)).hasSize(5);
        order.setValue(List.of(wide.orElseThrow(), narrow.orElseThrow()));
        assertThat(answer())
                .contains("In the order Wide, Narrow set-ups take 20 min.")
                .containsPattern("OEE .* % instead of .* % \\(\\+.* points\\)");
    }

    /** Vaadin encodes what would break the header, and lets through what leads elsewhere. */
    @Test
    void a_line_called_like_a_path_gives_its_file_a_harmless_name() throws Exception {
        ViewSession.signIn(context, "plan.ahead", "MANAGER");
        ViewSession.go("forecast?line=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8));
        var link = _get(Anchor.class, spec -> spec.withId("forecast-download"));
        var session = VaadinSession.getCurrent();
        var file =
                session.getResourceRegistry()
                        .getResource(ElementStreamResource.class, URI.create(link.getHref()))
                        .orElseThrow();
        var answer = VaadinResponse.getCurrent();

        file.getElementRequestHandler()
                .handleRequest(VaadinRequest.getCurrent(), answer, session, link.getElement());

        assertThat(((VaadinServletResponse) answer).getHeader("Content-Disposition"))
                .matches("attachment; filename=\"forecast-[A-Za-z0-9.-]+\\.csv\"");
    }

    private static String answer() {
        return _get(Paragraph.class, spec -> spec.withId("what-if-answer")).getText();
    }
}
