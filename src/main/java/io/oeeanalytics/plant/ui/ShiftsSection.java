package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Rotation;
import io.oeeanalytics.plant.RuleRecord;
import io.oeeanalytics.plant.ShiftTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the site or a line is planned to run: the pattern that holds, those before and after it. */
final class ShiftsSection extends Div {
    private final PlantPage page;
    private final @Nullable Line owner;
    private final List<Rotation> rotations;
    private final LineChoice choice;

    ShiftsSection(PlantPage page) {
        this.page = page;
        this.choice = new LineChoice(page, translate("plant.shifts.site"), unasked(page));
        this.owner = choice.getValue();
        this.rotations =
                page.plant().plan(page.site().id(), owner == null ? null : owner.id()).rotations();
        addClassName("stack");
        draw();
    }

    /** Where the site plans nothing, the first line that does. */
    private static Optional<Line> unasked(PlantPage page) {
        var plant = page.plant();
        int site = page.site().id();
        return plant.plan(site, null).rotations().isEmpty()
                ? page.lines().stream()
                        .filter(line -> !plant.plan(site, line.id()).rotations().isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    private void draw() {
        removeAll();
        var now = holding(rotations);
        var shown =
                owner != null && rotations.isEmpty()
                        ? holding(page.plant().plan(page.site().id(), null).rotations())
                        : now;
        var add =
                new Button(
                        translate("plant.shifts.new"),
                        click ->
                                edit(
                                        shown.orElseGet(
                                                () -> Rotation.week(page.today(), List.of())),
                                        page.today()));
        add.setId("rotation-new");
        add.addThemeName("primary");
        add.setVisible(page.mayEdit());
        add(picture(shown, add));
        if (!rotations.isEmpty()) {
            add(
                    new Panel(
                            translate("plant.shifts.patterns"),
                            translate("plant.shifts.patterns.subtitle"),
                            patterns(now)));
        }
    }

    private Optional<Rotation> holding(List<Rotation> known) {
        return known.stream()
                .filter(one -> !one.validFrom().isAfter(page.today()))
                .max(Comparator.comparing(Rotation::validFrom));
    }

    private Panel picture(Optional<Rotation> shown, Button add) {
        var words = new RuleWords(page, getLocale());
        Component body =
                shown.filter(one -> !one.shifts().isEmpty())
                        .<Component>map(one -> new ShiftPicture(one, words, getLocale(), null))
                        .orElseGet(
                                () ->
                                        new Empty(
                                                translate("plant.shifts.empty"),
                                                translate("plant.shifts.empty.text")));
        var title =
                shown.filter(one -> !one.shifts().isEmpty())
                        .map(this::title)
                        .orElseGet(() -> translate("plant.shifts.none"));
        return new Panel(
                title,
                owner != null && rotations.isEmpty()
                        ? translate("plant.shifts.follows", owner.code())
                        : translate("plant.shifts.subtitle"),
                Parts.toolbar(choice, add),
                body);
    }

    private String title(Rotation rotation) {
        return translate(
                "plant.shifts.title",
                rotation.shifts().size(),
                rotation.days(),
                page.numerals().hoursMinutes(planned(rotation).toMillis()));
    }

    private static Duration planned(Rotation rotation) {
        return rotation.shifts().stream()
                .map(ShiftTime::planned)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private RowTable patterns(Optional<Rotation> now) {
        var words = new RuleWords(page, getLocale());
        var records = page.services().history().records(page.site().id());
        var table =
                new RowTable(
                        translate("plant.from"),
                        translate("plant.state"),
                        "#" + translate("plant.shifts.length"),
                        "#" + translate("plant.shifts.count"),
                        "#" + translate("plant.shifts.planned"),
                        translate("plant.recorded.title"),
                        "");
        for (var rotation : rotations.reversed()) {
            boolean holds = now.filter(rotation::equals).isPresent();
            var row =
                    table.row(
                            page.numerals().date(rotation.validFrom()),
                            state(rotation, holds),
                            page.numerals().count(rotation.days()),
                            page.numerals().count(rotation.shifts().size()),
                            page.numerals().hoursMinutes(planned(rotation).toMillis()),
                            Parts.text("quiet", recorded(records, rotation, words)),
                            page.mayEdit() ? actions(rotation) : new Span());
            if (!holds) {
                row.addClassName("past");
            }
        }
        return table;
    }

    private Component state(Rotation rotation, boolean holds) {
        if (holds) {
            return Parts.text("tag", translate("plant.state.now"));
        }
        return rotation.validFrom().isAfter(page.today())
                ? Parts.text("tag", translate("plant.state.later"))
                : Parts.text(
                        "quiet",
                        translate(
                                "plant.state.until",
                                page.numerals().date(Objects.requireNonNull(next(rotation)))));
    }

    private @Nullable LocalDate next(Rotation rotation) {
        return rotations.stream()
                .map(Rotation::validFrom)
                .filter(date -> date.isAfter(rotation.validFrom()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private String recorded(List<RuleRecord> records, Rotation rotation, RuleWords words) {
        return records.stream()
                .filter(record -> record.supersededAt() == null)
                .filter(record -> Objects.equals(record.line(), owner == null ? null : owner.id()))
                .filter(
                        record ->
                                record.rule() instanceof RuleRecord.Pattern pattern
                                        && pattern.from().equals(rotation.validFrom()))
                .findFirst()
                .map(words::recorded)
                .orElse("");
    }

    private Component actions(Rotation rotation) {
        var about = page.numerals().date(rotation.validFrom());
        return Parts.buttons(
                Parts.rowButton(
                        translate("plant.change"),
                        about,
                        () -> edit(rotation, rotation.validFrom())),
                Parts.rowButton(translate("plant.remove"), about, () -> remove(rotation)));
    }

    private void edit(Rotation start, LocalDate validFrom) {
        removeAll();
        add(new RotationEditor(page, owner, rotations, start, validFrom, this::draw));
    }

    private void remove(Rotation rotation) {
        var id = owner == null ? null : owner.id();
        int site = page.site().id();
        var next = next(rotation);
        var dialog =
                new EditDialog(
                        page,
                        translate(
                                "plant.shifts.remove.title",
                                page.numerals().date(rotation.validFrom())),
                        translate("plant.remove"),
                        true,
                        () ->
                                Optional.of(
                                        new Change(
                                                        translate(
                                                                "plant.shifts.removed",
                                                                page.numerals()
                                                                        .date(
                                                                                rotation
                                                                                        .validFrom())),
                                                        () ->
                                                                page.administration()
                                                                        .removeRotation(
                                                                                site,
                                                                                id,
                                                                                rotation
                                                                                        .validFrom()))
                                                .figures(
                                                        owner == null
                                                                ? page.lines()
                                                                : List.of(owner),
                                                        next == null ? null : next.minusDays(1))
                                                .orUndo(
                                                        () ->
                                                                page.administration()
                                                                        .setRotation(
                                                                                site, id,
                                                                                rotation))),
                        Parts.hint(translate("plant.shifts.remove.hint")));
        dialog.open();
    }
}
