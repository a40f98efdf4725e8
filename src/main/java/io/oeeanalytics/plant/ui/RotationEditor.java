package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Rotation;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shifts of a site or a line from a date on, with a picture that follows what is typed. */
final class RotationEditor extends Div {
    /** More days than this are not worked by any rotation people choose day by day. */
    private static final int MOST_DAYS = 56;

    private final PlantPage page;
    private final @Nullable Line owner;
    private final List<Rotation> known;
    private final DatePicker from;
    private final IntegerField length = new IntegerField(translate("plant.shifts.length"));
    private final Div picture = new Div();
    private final ShiftList shifts;

    /**
     * @param owner null for the site
     * @param start what is edited, or what a new one begins with
     */
    RotationEditor(
            PlantPage page,
            @Nullable Line owner,
            List<Rotation> known,
            Rotation start,
            LocalDate validFrom,
            Runnable left) {
        this.page = page;
        this.owner = owner;
        this.known = known;
        this.from = PlantPage.date(translate("plant.from"), validFrom);
        from.setId("rotation-from");
        from.setHelperText(translate("plant.shifts.from.hint"));
        length.setId("rotation-length");
        length.setMin(1);
        length.setMax(MOST_DAYS);
        length.setStepButtonsVisible(true);
        length.setValue(start.days());
        length.setHelperText(translate("plant.shifts.length.hint"));
        var drafts =
                new Drafts(
                        "plant/%d/shifts/%s/%s/%s"
                                .formatted(
                                        page.site().id(),
                                        owner == null ? "" : owner.code(),
                                        start.validFrom(),
                                        start.validFrom().equals(validFrom) ? "" : "new"),
                        translate("plant.shifts.edit")
                                + ", "
                                + (owner == null ? page.site().name() : owner.code()));
        drafts.keep("from", from);
        drafts.keep("length", length);
        shifts = new ShiftList(drafts, start.days(), start.shifts(), getLocale(), this::draw);
        from.addValueChangeListener(change -> draw());
        length.addValueChangeListener(
                change -> {
                    if (isLength(change.getValue())) {
                        shifts.offerDays(change.getValue());
                    }
                });
        draw();
        addClassName("stack");
        add(
                new Panel(
                        translate("plant.shifts.edit"),
                        translate("plant.shifts.edit.subtitle"),
                        drafts,
                        Parts.toolbar(from, length),
                        picture,
                        shifts,
                        new EditBar(
                                page,
                                translate("plant.shifts.save"),
                                true,
                                this::draft,
                                () -> {
                                    drafts.forget();
                                    left.run();
                                })));
    }

    private static boolean isLength(@Nullable Integer days) {
        return days != null && days >= 1 && days <= MOST_DAYS;
    }

    private int days() {
        var days = length.getValue();
        return isLength(days) ? days : Rotation.WEEK;
    }

    private void draw() {
        picture.removeAll();
        picture.add(
                new ShiftPicture(
                        shifts.rotation(
                                from.getValue() == null ? page.today() : from.getValue(), days()),
                        new RuleWords(page, getLocale()),
                        getLocale(),
                        shifts::focus));
    }

    private Optional<Change> draft() {
        from.setErrorMessage(translate("plant.date.missing"));
        from.setInvalid(from.getValue() == null);
        length.setErrorMessage(translate("plant.shifts.length.range", MOST_DAYS));
        length.setInvalid(!isLength(length.getValue()));
        var read = shifts.read();
        if (from.isInvalid() || length.isInvalid() || read.isEmpty()) {
            return Optional.empty();
        }
        var rotation = new Rotation(from.getValue(), days(), read.get());
        return Optional.of(change(rotation));
    }

    private Change change(Rotation rotation) {
        var id = owner == null ? null : owner.id();
        int site = page.site().id();
        var replaced =
                known.stream()
                        .filter(one -> one.validFrom().equals(rotation.validFrom()))
                        .findFirst();
        var next =
                known.stream()
                        .map(Rotation::validFrom)
                        .filter(date -> date.isAfter(rotation.validFrom()))
                        .min(Comparator.naturalOrder());
        return new Change(
                        translate("plant.shifts.saved", page.numerals().date(rotation.validFrom())),
                        () -> page.administration().setRotation(site, id, rotation))
                .figures(
                        owner == null ? page.lines() : List.of(owner),
                        next.map(date -> date.minusDays(1)).orElse(null))
                .orUndo(
                        () ->
                                replaced.ifPresentOrElse(
                                        one -> page.administration().setRotation(site, id, one),
                                        () ->
                                                page.administration()
                                                        .removeRotation(
                                                                site, id, rotation.validFrom())));
    }
}
