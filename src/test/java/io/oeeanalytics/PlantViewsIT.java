package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static io.oeeanalytics.ViewSession.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import com.vaadin.flow.component.upload.Upload;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.plant.CalendarException;
import io.oeeanalytics.plant.EffectPreview;
import io.oeeanalytics.plant.EffectPreview.Watch;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantDocuments;
import io.oeeanalytics.plant.PlantHistory;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.RuleRecord.SharedLog;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.LiveFacts;
import io.oeeanalytics.production.LoggedState;
import java.io.IOException;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Every section of the plant's page: what administrators do there and managers may not. */
@SpringBootTest
class PlantViewsIT {
    private static int sites;

    @Autowired private ApplicationContext context;
    @Autowired private PlantSetup setup;
    @Autowired private PlantModel plant;
    @Autowired private PlantAdministration administration;
    @Autowired private PlantHistory history;
    @Autowired private PlantDocuments documents;
    @Autowired private EffectPreview effects;
    @Autowired private LiveFacts facts;
    @Autowired private LineFigures figures;
    @Autowired private AuditTrail audit;
    @Autowired private Clock clock;

    private Site site;
    private Line line;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-plant-views").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void people(@Autowired AccountService accounts) {
        for (var role : Role.values()) {
            as("ADMIN");
            var first = accounts.open(name(role.name()), role.name(), role);
            as(role.name());
            accounts.changeOwnPassword(name(role.name()), first, "a password of one's own");
        }
        SecurityContextHolder.clearContext();
    }

    /** Each test has a site of its own, with one line and a week of mornings. */
    @BeforeEach
    void aSite() {
        int number = ++sites;
        site = setup.openSite("Site " + number, ZoneId.of("UTC"));
        line = setup.openLine(site, "L-" + number, "Line " + number);
        setup.product(site.id(), "X", "Product X");
        setup.addCycle(line.id(), null, null, 60_000, "test");
        setup.setWeek(
                site.id(),
                null,
                LocalDate.of(2026, 1, 1),
                List.of(
                        new ShiftTime(
                                DayOfWeek.MONDAY,
                                1,
                                LocalTime.of(6, 0),
                                LocalTime.of(14, 0),
                                List.of())));
    }

    @AfterEach
    void signOut() {
        ViewSession.signOut();
    }

    @ParameterizedTest
    @CsvSource({
        "lines",
        "cycles",
        "shifts",
        "days",
        "statuses",
        "targets",
        "settings",
        "document",
        "history"
    })
    void managers_read_every_section_and_change_nothing(String tab) {
        signIn("MANAGER");

        open(tab);

        assertThat(_get(H1.class).getText()).isEqualTo("Plant");
        assertThat(_get(Anchor.class, spec -> spec.withAttribute("aria-current", "page")).getHref())
                .contains("tab=" + tab);
        assertThat(_find(Button.class))
                .extracting(Button::getText)
                .allMatch(words -> words.equals("←") || words.equals("→"));
        assertThat(_find(Upload.class)).isEmpty();
    }

    @Test
    void the_services_behind_refuse_managers() {
        as("MANAGER");

        assertThatThrownBy(() -> administration.changeAsSeen(site.id(), null, () -> {}))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> administration.setTarget(line.id(), LocalDate.EPOCH, 0.5))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> effects.preview(() -> {}, List.of(line), null, Watch.NONE))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> documents.put(documents.export()))
                .isInstanceOf(AccessDeniedException.class);
        as("OPERATOR");
        assertThatThrownBy(() -> history.edits(site.id()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void what_keeps_no_past_of_its_own_stands_in_the_trail_with_how_it_was() {
        as("ADMIN");
        var one = administration.openLine(site, line.code() + "-A", "First name");
        administration.rename(one.id(), "Second name");
        administration.setArea(one.id(), "Hall 3");
        administration.setArea(one.id(), "Hall 4");
        administration.putUnit(one.id(), "U1", "Filler");
        administration.putUnit(one.id(), "U1", "Filler 2");
        administration.putUnit(one.id(), "U1", "Filler 2");

        assertThat(
                        audit.newest(
                                new AuditQuestion(
                                        Optional.of(AuditAction.PLANT_CHANGED),
                                        false,
                                        one.code(),
                                        Optional.empty(),
                                        Optional.empty()),
                                0,
                                10))
                .extracting(
                        entry ->
                                "%s: %s > %s"
                                        .formatted(
                                                entry.object(),
                                                entry.before().orElse("-"),
                                                entry.after().orElse("-")))
                .containsExactly(
                        "unit U1 of line %s: Filler > Filler 2".formatted(one.code()),
                        "unit U1 of line %s: - > Filler".formatted(one.code()),
                        "area of line %s: Hall 3 > Hall 4".formatted(one.code()),
                        "area of line %s: - > Hall 3".formatted(one.code()),
                        "line %s: First name > Second name".formatted(one.code()),
                        "line %s: - > First name".formatted(one.code()));
    }

    @Test
    void a_line_is_opened_when_that_was_asked_again_and_renamed_and_named_back() {
        signIn("ADMIN");
        open("lines");

        _click(_get(Button.class, spec -> spec.withId("line-open")));
        save();
        assertThat(_get(TextField.class, spec -> spec.withId("line-code")).isInvalid()).isTrue();
        type("line-code", line.code() + "B");
        save();
        assertThat(plant.line(line.code() + "B")).isEmpty();
        confirm();
        assertThat(plant.line(line.code() + "B")).isPresent();

        click("Change", line.code());
        type("line-name", "Renamed");
        save();
        assertThat(plant.line(line.id()).name()).isEqualTo("Renamed");
        assertThat(rows()).anyMatch(row -> row.contains("Renamed"));
        _click(_get(Button.class, spec -> spec.withId("plant-undo")));
        assertThat(plant.line(line.id()).name()).isEqualTo(line.name());
    }

    @Test
    void another_status_log_is_chosen_from_a_day_on_and_taken_back() {
        var twin = setup.openLine(site, line.code() + "T", "Twin");
        var date = LocalDate.of(2026, 2, 1);
        signIn("ADMIN");
        open("lines");

        click("Change", twin.code());
        var from = _get(DatePicker.class, spec -> spec.withId("line-log-from"));
        assertThat(from.getValue()).as("nothing is known of the line yet").isNull();
        choose("line-log", line);
        from.setValue(date);
        save();

        var start = date.atStartOfDay(site.zone()).toInstant();
        assertThat(plant.statusLogs(twin).rows())
                .containsExactly(Map.entry(start, Optional.of(line.id())));
        assertThat(rows()).anyMatch(row -> row.contains("that of " + line.code() + ", from Feb"));
        assertThat(history.edits(site.id()).getFirst())
                .matches(edit -> edit.by().equals("test.admin"))
                .matches(edit -> edit.of().rule().equals(new SharedLog(line.code())));
        _click(_get(Button.class, spec -> spec.withId("plant-undo")));
        assertThat(plant.statusLogs(twin).rows()).isEmpty();

        click("Change", twin.code());
        choose("line-log", line);
        save();
        assertThat(plant.statusLogs(twin).rows())
                .containsExactly(Map.entry(Instant.EPOCH, Optional.of(line.id())));
        assertThat(rows()).anyMatch(row -> row.contains("that of " + line.code()));
    }

    @Test
    void units_are_added_and_one_of_them_is_the_constraint() {
        signIn("ADMIN");
        open("lines");

        click("Units", line.code());
        _click(_get(Button.class, spec -> spec.withId("unit-add")));
        _get(TextField.class, spec -> spec.withLabel("Code")).setValue("OVEN");
        RadioButtonGroup<String> pace = group("unit-pace");
        pace.setValue("OVEN");
        save();
        confirm();

        assertThat(plant.units(line.id()))
                .singleElement()
                .matches(unit -> unit.code().equals("OVEN") && unit.constraint());
        assertThat(rows()).anyMatch(row -> row.contains("OVEN (constraint)"));
    }

    @Test
    void a_cycle_is_appended_with_its_date_and_told_with_who_and_when() {
        signIn("ADMIN");
        open("cycles");

        _click(_get(Button.class, spec -> spec.withId("cycle-add")));
        var seconds = _get(NumberField.class, spec -> spec.withId("cycle-seconds"));
        seconds.setValue(0.0);
        save();
        assertThat(seconds.isInvalid()).isTrue();
        assertThat(seconds.getErrorMessage()).contains("86,400");
        seconds.setValue(55.5);
        _get(DatePicker.class, spec -> spec.withId("cycle-from"))
                .setValue(LocalDate.of(2026, 2, 1));
        save();

        assertThat(plant.cycles(line.id()).rows().getFirst().millis()).isEqualTo(55_500);
        assertThat(rows())
                .anyMatch(
                        row ->
                                row.contains("55.5")
                                        && row.contains("holds now")
                                        && row.contains("test.admin"))
                .anyMatch(row -> row.contains("60") && row.contains("until Feb 1, 2026"));
        _click(_get(Button.class, spec -> spec.withId("plant-undo")));
        assertThat(plant.cycles(line.id()).rows().getFirst().millis()).isEqualTo(60_000);
        assertThat(rows()).anyMatch(row -> row.contains("55.5") && row.contains("corrected"));
    }

    @Test
    void a_night_shift_with_a_break_is_added_and_what_is_wrong_is_told_beside_it() {
        signIn("ADMIN");
        open("shifts");
        assertThat(bars()).hasSize(1);

        _click(_get(Button.class, spec -> spec.withId("rotation-new")));
        _get(DatePicker.class, spec -> spec.withId("rotation-from"))
                .setValue(LocalDate.of(2026, 3, 2));
        _click(_get(Button.class, spec -> spec.withId("shift-add")));
        var starts = times("Start");
        var ends = times("End");
        ends.getLast().setValue(LocalTime.of(7, 0));
        starts.getLast().setValue(LocalTime.of(13, 0));
        save();
        assertThat(refusals()).anyMatch(words -> words.contains("Shift 2 overlaps shift 1 of Mon"));
        starts.getLast().setValue(LocalTime.of(22, 0));
        ends.getLast().setValue(LocalTime.of(6, 0));
        _click(_find(Button.class, spec -> spec.withText("Add a break")).getLast());
        _get(TimePicker.class, spec -> spec.withLabel("Break from")).setValue(LocalTime.of(8, 0));
        _get(TimePicker.class, spec -> spec.withLabel("to")).setValue(LocalTime.of(8, 30));
        save();
        assertThat(_get(TimePicker.class, spec -> spec.withLabel("Break from")).getErrorMessage())
                .contains("outside the shift");
        _get(TimePicker.class, spec -> spec.withLabel("Break from")).setValue(LocalTime.of(1, 0));
        _get(TimePicker.class, spec -> spec.withLabel("to")).setValue(LocalTime.of(1, 30));
        // The night of Monday has a second part on Tuesday.
        assertThat(bars()).hasSize(3);
        save();

        var shifts = plant.plan(site.id(), null).rotations().getLast().shifts();
        assertThat(shifts).hasSize(2);
        assertThat(shifts.getLast().breaks())
                .containsExactly(new ShiftTime.Pause(LocalTime.of(1, 0), LocalTime.of(1, 30)));
        assertThat(rows())
                .anyMatch(row -> row.contains("Mar 2, 2026") && row.contains("holds now"));
        _click(_get(Button.class, spec -> spec.withId("plant-undo")));
        assertThat(plant.plan(site.id(), null).rotations()).hasSize(1);
    }

    @Test
    void a_line_without_shifts_follows_the_site_until_it_has_its_own_and_again_when_removed() {
        signIn("ADMIN");
        open("shifts&line=" + line.code());
        assertThat(words()).anyMatch(text -> text.contains("follows those of the site"));

        _click(_get(Button.class, spec -> spec.withId("rotation-new")));
        _get(IntegerField.class, spec -> spec.withId("rotation-length")).setValue(4);
        save();
        assertThat(plant.plan(site.id(), line.id()).rotations())
                .singleElement()
                .matches(rotation -> rotation.days() == 4);
        click("Remove", null);
        save();

        assertThat(plant.plan(site.id(), line.id()).rotations()).isEmpty();
        _click(_get(Button.class, spec -> spec.withId("plant-undo")));
        assertThat(plant.plan(site.id(), line.id()).rotations()).hasSize(1);
    }

    @Test
    void a_closed_day_is_marked_in_the_year_and_comes_back_after_it_was_removed() {
        signIn("ADMIN");
        open("days&year=2026");

        _click(_get(Button.class, spec -> spec.withId("day-add")));
        save();
        var date = _get(DatePicker.class, spec -> spec.withId("day-date"));
        assertThat(date.isInvalid()).isTrue();
        date.setValue(LocalDate.of(2026, 3, 16));
        type("day-reason", "Stocktaking");
        save();

        assertThat(plant.plan(site.id(), null).exceptions())
                .singleElement()
                .matches(day -> day.kind() == CalendarException.Kind.CLOSED);
        assertThat(marked("CLOSED")).containsExactly("2026-03-16");
        click("Remove", null);
        assertThat(plant.plan(site.id(), null).exceptions()).isEmpty();
        _click(_get(Button.class, spec -> spec.withId("plant-undo")));

        assertThat(plant.plan(site.id(), null).exceptions())
                .singleElement()
                .matches(day -> day.reason().equals("Stocktaking"));
    }

    @Test
    void overtime_begins_where_the_shifts_of_the_day_end_and_a_holiday_closes_the_site() {
        signIn("ADMIN");
        open("days&year=2026");

        _click(_get(Button.class, spec -> spec.withId("day-add")));
        _get(DatePicker.class, spec -> spec.withId("day-date")).setValue(LocalDate.of(2026, 3, 16));
        RadioButtonGroup<String> kind = group("day-kind");
        kind.setValue("EXTRA");
        assertThat(times("Start").getFirst().getValue()).isEqualTo(LocalTime.of(14, 0));
        save();
        _click(_get(Button.class, spec -> spec.withId("day-add")));
        _get(DatePicker.class, spec -> spec.withId("day-date")).setValue(LocalDate.of(2026, 3, 23));
        RadioButtonGroup<String> second = group("day-kind");
        second.setValue("HOLIDAY");
        type("day-reason", "Founder's day");
        save();

        assertThat(plant.calendar(line).shiftsOn(LocalDate.of(2026, 3, 16))).hasSize(2);
        assertThat(plant.holidays(site.id())).containsValue("Founder's day");
        assertThat(marked("EXTRA")).containsExactly("2026-03-16");
        assertThat(marked("HOLIDAY")).containsExactly("2026-03-23");
    }

    @Test
    void a_status_nobody_explained_is_flagged_until_it_has_a_meaning() {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        facts.tell(
                line.id(),
                List.of(new LoggedState(now.minusSeconds(7200), now.minusSeconds(3600), 777)),
                List.of());
        signIn("ADMIN");
        open("statuses");
        assertThat(rows()).anyMatch(row -> row.startsWith("777") && row.contains(line.code()));

        click("Say what it means", "777");
        save();
        assertThat(_get(TextField.class, spec -> spec.withId("status-name")).isInvalid()).isTrue();
        type("status-name", "Waiting for the crane");
        RadioButtonGroup<TimeCategory> category = group("status-category");
        category.setValue(TimeCategory.WAITING);
        save();
        confirm();

        assertThat(category(777)).isEqualTo(TimeCategory.WAITING);
        assertThat(words()).noneMatch(text -> text.contains("Say what it means"));
    }

    @Test
    void a_status_changes_from_a_date_on_and_its_past_keeps_what_it_meant() {
        signIn("ADMIN");
        open("statuses");

        click("Change", "Meeting");
        RadioButtonGroup<String> when = group("status-when");
        when.setValue("change");
        _get(DatePicker.class, spec -> spec.withId("status-from"))
                .setValue(LocalDate.of(2026, 3, 1));
        RadioButtonGroup<TimeCategory> category = group("status-category");
        category.setValue(TimeCategory.DELAY);
        save();

        var meanings = plant.statusHistory(site.id());
        assertThat(meanings.at(11, Instant.parse("2026-02-01T00:00:00Z")).orElseThrow().category())
                .isEqualTo(TimeCategory.PLANNED_STOP);
        assertThat(meanings.at(11, Instant.parse("2026-03-02T00:00:00Z")).orElseThrow().category())
                .isEqualTo(TimeCategory.DELAY);
        _click(_get(Button.class, spec -> spec.withId("plant-undo")));
        assertThat(category(11)).isEqualTo(TimeCategory.PLANNED_STOP);
    }

    @Test
    void a_target_is_set_and_what_is_wrong_is_told_beside_it() {
        signIn("ADMIN");
        open("targets");

        _click(_get(Button.class, spec -> spec.withId("target-" + line.code())));
        var percent = _get(NumberField.class, spec -> spec.withId("plant-target"));
        percent.setValue(120.0);
        save();
        assertThat(percent.getErrorMessage()).contains("up to 100");
        percent.setValue(72.5);
        save();

        assertThat(banner()).isEqualTo("The target of %s is set.".formatted(line.code()));
        assertThat(rows()).anyMatch(row -> row.contains("72.5") && row.contains("holds now"));
        click("Remove", null);
        assertThat(plant.targets(line.id())).isEmpty();
    }

    @Test
    void settings_change_from_a_date_on_and_are_said_in_sentences() {
        signIn("ADMIN");
        open("settings");

        _click(_get(Button.class, spec -> spec.withId("settings-change")));
        var microStop = _get(NumberField.class, spec -> spec.withId("settings-micro-stop"));
        microStop.setValue(9_999.0);
        save();
        assertThat(microStop.isInvalid()).isTrue();
        microStop.setValue(90.0);
        RadioButtonGroup<OeeDefinition> definition = group("settings-definition");
        definition.setValue(OeeDefinition.SIX_BIG_LOSSES);
        _get(DatePicker.class, spec -> spec.withId("settings-from"))
                .setValue(LocalDate.of(2026, 2, 1));
        save();

        var settings = plant.settings(site.id());
        assertThat(settings.at(clock.instant()).microStop()).hasSeconds(90);
        assertThat(settings.at(Instant.parse("2026-01-01T00:00:00Z")).microStop()).isZero();
        assertThat(words())
                .anyMatch(text -> text.contains("Delays shorter than 90 s are micro-stops."))
                .anyMatch(text -> text.contains("as Nakajima has it"));
        assertThat(rows())
                .anyMatch(row -> row.contains("Feb 1, 2026") && row.contains("holds now"));
    }

    @Test
    void the_plant_goes_out_as_a_file_and_only_administrators_bring_one_in() {
        signIn("ADMIN");
        open("document");

        assertThat(_find(Anchor.class, spec -> spec.withId("document-yaml"))).hasSize(1);
        assertThat(_find(Anchor.class, spec -> spec.withId("document-json"))).hasSize(1);
        assertThat(_find(Upload.class)).hasSize(1);
    }

    @Test
    void the_history_says_who_changed_what_and_what_was_withdrawn() {
        as("ADMIN");
        administration.addHoliday(site.id(), LocalDate.of(2026, 12, 25), "Christmas");
        administration.removeHoliday(site.id(), LocalDate.of(2026, 12, 25));
        administration.setTarget(line.id(), LocalDate.of(2026, 1, 1), 0.7);
        signIn("MANAGER");

        open("history");

        assertThat(rows().stream().limit(4))
                .anyMatch(
                        row ->
                                row.contains("target 70.0 %")
                                        && row.contains("test.admin")
                                        && row.contains(line.code())
                                        && row.contains("Jan 1, 2026"))
                .anyMatch(row -> row.contains("withdrawn: Dec 25, 2026: Holiday: Christmas"));
    }

    @Test
    void what_another_administrator_changed_meanwhile_is_not_overwritten() {
        signIn("ADMIN");
        open("targets");
        _click(_get(Button.class, spec -> spec.withId("target-" + line.code())));
        administration.setTarget(line.id(), LocalDate.of(2026, 1, 1), 0.6);

        _get(NumberField.class, spec -> spec.withId("plant-target")).setValue(72.5);
        _get(DatePicker.class, spec -> spec.withId("target-from"))
                .setValue(LocalDate.of(2026, 1, 1));
        save();

        assertThat(refusals()).anyMatch(words -> words.startsWith("Nothing was saved: test.admin"));
        assertThat(plant.targets(line.id())).containsValue(0.6).hasSize(1);
        assertThat(_find(Dialog.class)).hasSize(1);
        _click(_get(Button.class, spec -> spec.withId("plant-reload")));
        assertThat(_find(Dialog.class)).isEmpty();
        assertThat(rows()).anyMatch(row -> row.contains("60.0"));
        _click(_get(Button.class, spec -> spec.withId("target-" + line.code())));
        _get(NumberField.class, spec -> spec.withId("plant-target")).setValue(72.5);
        save();
        assertThat(plant.targets(line.id())).containsValue(0.725);
    }

    @Test
    void the_effect_of_a_change_is_shown_before_it_is_saved(@Autowired DataSource database)
            throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var monday = today.minusDays(7).with(DayOfWeek.MONDAY);
        facts.tell(
                line.id(),
                List.of(
                        new LoggedState(at(monday, "06:00"), at(monday, "12:00"), 1),
                        new LoggedState(at(monday, "12:00"), at(monday, "14:00"), 11)),
                List.of(
                        new LiveFacts.LivePiece(
                                at(monday, "08:00"), at(monday, "09:00"), null, 240, 0)));
        // As from a file: its figures end with that day.
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from production.live_line");
            statement.execute(
                    "insert into production.changed_range (line_id, from_at, to_at) select id, now(), now() from plant.line");
        }
        signIn("ADMIN");
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                figures.known(line.id())
                                        .filter(known -> known.last().equals(monday))
                                        .isPresent());
        open("cycles");

        _click(_get(Button.class, spec -> spec.withId("cycle-add")));
        _get(NumberField.class, spec -> spec.withId("cycle-seconds")).setValue(54.0);
        _get(DatePicker.class, spec -> spec.withId("cycle-from")).setValue(monday);
        _click(_get(Button.class, spec -> spec.withId("plant-effect")));

        // 240 x 60 s / 6 h = 66.7 %, 240 x 54 s / 6 h = 60.0 %
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            MockVaadin.clientRoundtrip(false);
                            return _find(
                                            Paragraph.class,
                                            spec -> spec.withClasses("effect-headline"))
                                    .stream()
                                    .anyMatch(
                                            text ->
                                                    text.getText()
                                                            .equals(
                                                                    "OEE of %s would change by −6.7 points, from 66.7 to 60.0 %%."
                                                                            .formatted(
                                                                                    line.code())));
                        });
        assertThat(plant.cycles(line.id()).rows()).hasSize(1);
        assertThat(_get(Button.class, spec -> spec.withId("plant-effect")).isEnabled()).isTrue();
    }

    private void open(String address) {
        go("plant?site=" + site.name().replace(" ", "%20") + "&tab=" + address);
    }

    private static void save() {
        _click(_get(Button.class, spec -> spec.withId("plant-save")));
    }

    private static void confirm() {
        var dialog = _get(ConfirmDialog.class);
        ComponentUtil.fireEvent(dialog, new ConfirmDialog.ConfirmEvent(dialog, true));
    }

    private static void type(String id, String words) {
        _get(TextField.class, spec -> spec.withId(id)).setValue(words);
    }

    /** A button of a row, by what it is about; null for the first. */
    private static void click(String words, @Nullable String about) {
        _click(
                _find(Button.class, spec -> spec.withText(words)).stream()
                        .filter(
                                button ->
                                        about == null
                                                || button.getAriaLabel()
                                                        .orElse("")
                                                        .equals(words + ", " + about))
                        .findFirst()
                        .orElseThrow());
    }

    @SuppressWarnings("unchecked")
    private static <T> RadioButtonGroup<T> group(String id) {
        return _get(RadioButtonGroup.class, spec -> spec.withId(id));
    }

    @SuppressWarnings("unchecked")
    private static <T> void choose(String id, T value) {
        ((Select<T>) _get(Select.class, spec -> spec.withId(id))).setValue(value);
    }

    private TimeCategory category(int code) {
        return Objects.requireNonNull(plant.statuses(site.id()).get(code)).category();
    }

    private static List<TimePicker> times(String label) {
        return _find(TimePicker.class, spec -> spec.withLabel(label));
    }

    private static String banner() {
        return _get(Span.class, spec -> spec.withClasses("banner-text")).getText();
    }

    private static List<String> refusals() {
        return _find(Paragraph.class, spec -> spec.withClasses("refusal")).stream()
                .map(Paragraph::getText)
                .toList();
    }

    private static List<String> rows() {
        return _find(NativeTableRow.class).stream()
                .map(row -> row.getElement().getTextRecursively())
                .toList();
    }

    private static List<String> words() {
        return _find(Div.class).stream().map(div -> div.getElement().getTextRecursively()).toList();
    }

    private static List<Component> bars() {
        return _find(Component.class, spec -> spec.withClasses("shift-bar"));
    }

    private static Set<String> marked(String kind) {
        return _find(
                        Component.class,
                        spec -> spec.withClasses("day").withAttribute("data-kind", kind))
                .stream()
                .map(day -> day.getElement().getAttribute("data-date"))
                .filter(date -> date != null)
                .collect(Collectors.toSet());
    }

    private static Instant at(LocalDate date, String time) {
        return Instant.parse("%sT%s:00Z".formatted(date, time));
    }

    private void signIn(String role) {
        ViewSession.signIn(context, name(role), role);
    }

    private static void as(String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name(role), "ROLE_" + role));
    }

    private static String name(String role) {
        return "test." + role.toLowerCase(Locale.ROOT);
    }
}
