package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.EditEffect;
import io.oeeanalytics.oee.FiguresCheck;
import io.oeeanalytics.oee.FiguresChecks;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.ShiftReports;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people's edits did to shifts that were closed before, and who raised OEE by them. */
@Route("edits")
@Menu(title = "edits.title", order = 15)
@RolesAllowed(Role.MANAGER_ROLE)
class EditsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int DAYS = 92;

    private final ShiftReports reports;
    private final PlantModel plant;
    private final Clock clock;
    private final Numerals numerals;
    private final Div content = new Div();
    private final FiguresChecks checks;
    private final Paragraph checked = new Paragraph();

    EditsView(ShiftReports reports, FiguresChecks checks, PlantModel plant, Clock clock) {
        this.reports = reports;
        this.checks = checks;
        this.plant = plant;
        this.clock = clock;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        var title = new H1(getTranslation("edits.title"));
        title.addClassName("page-title");
        var head = new Div(title);
        head.addClassName("page-head");
        content.addClassName("stack");
        checked.setId("figures-check");
        checked.addClassName("quiet");
        add(head, content, checked);
    }

    private String words(Optional<FiguresCheck> last) {
        return last.map(
                        check ->
                                getTranslation(
                                        check.differences().isEmpty()
                                                ? "edits.check.sound"
                                                : "edits.check.differences",
                                        numerals.date(
                                                LocalDate.ofInstant(
                                                        check.startedAt(), clock.getZone())),
                                        check.days(),
                                        check.differences().size()))
                .orElseGet(() -> getTranslation("edits.check.none"));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("edits.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        content.removeAll();
        checked.setText(words(checks.last()));
        var lines = new HashMap<LineId, Line>();
        plant.lines().forEach(line -> lines.put(line.id(), line));
        if (lines.isEmpty()) {
            content.add(new Empty(getTranslation("edits.none"), getTranslation("edits.none.text")));
            return;
        }
        var zone = plant.lines().getFirst().zone();
        var range = Period.lastDays(LocalDate.ofInstant(clock.instant(), zone), DAYS);
        var effects = reports.edits(range);
        if (effects.isEmpty()) {
            content.add(new Empty(getTranslation("edits.none"), getTranslation("edits.none.text")));
            return;
        }
        var people = reports.people(range);
        var headline = new Paragraph(headline(people));
        headline.addClassName("headline");
        content.add(headline, people(people), effects(effects, lines));
    }

    private String headline(List<EditEffect.Person> people) {
        var most = people.getFirst();
        return most.raised() == 0
                ? getTranslation("edits.headline.none", DAYS)
                : getTranslation(
                        "edits.headline",
                        DAYS,
                        name(most.by()),
                        numerals.hoursMinutes(Math.round(most.raisedMs())));
    }

    private String name(String by) {
        return by.isEmpty() ? getTranslation("edits.system") : by;
    }

    private Div people(List<EditEffect.Person> people) {
        var rows =
                new FiguresTable(
                        List.of(
                                getTranslation("edits.by"),
                                getTranslation("edits.count"),
                                getTranslation("edits.raised"),
                                getTranslation("edits.shifts"),
                                getTranslation("edits.raisedTime")));
        for (var person : people) {
            rows.row(
                    name(person.by()),
                    List.of(
                            numerals.count(person.edits()),
                            numerals.count(person.raised()),
                            numerals.count(person.shifts()),
                            numerals.hoursMinutes(Math.round(person.raisedMs()))));
        }
        return Explanation.panel(
                getTranslation("edits.people.title"),
                getTranslation("edits.people.subtitle"),
                rows);
    }

    private Div effects(List<EditEffect> effects, Map<LineId, Line> lines) {
        var rows =
                new FiguresTable(
                        List.of(
                                getTranslation("edits.shift"),
                                getTranslation("edits.when"),
                                getTranslation("edits.by"),
                                getTranslation("edits.what"),
                                getTranslation("edits.oee"),
                                getTranslation("explain.points")),
                        Set.of(1, 2, 3));
        for (var effect : effects) {
            var line = lines.get(effect.line());
            if (line == null) {
                continue;
            }
            rows.row(
                    new Anchor(
                            ExplainView.address(line.code(), effect.businessDate(), effect.shift()),
                            getTranslation(
                                    "edits.shift.name",
                                    line.code(),
                                    numerals.date(effect.businessDate()),
                                    effect.shift())),
                    List.of(
                            "%s %s"
                                    .formatted(
                                            numerals.date(
                                                    LocalDate.ofInstant(
                                                            effect.recordedAt(), line.zone())),
                                            numerals.time(effect.recordedAt(), line.zone())),
                            name(effect.by()),
                            effect.what(),
                            oee(effect),
                            effect.points().isPresent()
                                    ? numerals.signedPoints(effect.points().getAsDouble())
                                    : Numerals.UNDEFINED));
        }
        return Explanation.panel(
                getTranslation("edits.list.title"),
                getTranslation("edits.list.subtitle", DAYS),
                rows);
    }

    private String oee(EditEffect effect) {
        var change =
                "%s → %s"
                        .formatted(
                                numerals.percent(effect.oeeBefore()),
                                numerals.percent(effect.oeeAfter()));
        return effect.definition() == OeeDefinition.ISO_22400
                ? change
                : "%s (%s)".formatted(change, DefinitionMark.name(effect.definition(), this));
    }
}
