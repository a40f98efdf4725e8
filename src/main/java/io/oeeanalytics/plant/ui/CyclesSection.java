package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.RuleRecord;
import io.oeeanalytics.plant.RuleRecord.Cycle;
import io.oeeanalytics.plant.WorkUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the site makes, and how long an item takes at best; appended, never edited. */
final class CyclesSection extends Div {
    private static final double LONGEST_SECONDS = 86_400;

    /**
     * A cycle with what is known of it: until when it holds, and whether a later one corrects it.
     */
    private record Row(RuleRecord record, Cycle cycle, @Nullable Instant until, boolean corrected) {
        boolean holdsAt(Instant now) {
            return !corrected
                    && !record.validFrom().isAfter(now)
                    && (until == null || until.isAfter(now));
        }
    }

    private final PlantPage page;
    private final RuleWords words;
    private final List<Product> products;

    CyclesSection(PlantPage page) {
        this.page = page;
        this.words = new RuleWords(page, getLocale());
        this.products = page.plant().products(page.site().id());
        addClassName("stack");
        var choice = new LineChoice(page, "", page.lines().stream().findFirst());
        var line = Optional.ofNullable(choice.getValue());
        if (line.isPresent()) {
            add(cycles(line.get(), choice));
        } else {
            add(new Empty(translate("plant.lines.empty"), translate("plant.lines.empty.text")));
        }
        add(products());
    }

    private Panel cycles(Line line, LineChoice choice) {
        var append = new Button(translate("plant.cycles.add"), click -> append(line));
        append.setId("cycle-add");
        append.addThemeName("primary");
        append.setVisible(page.mayEdit());
        var rows = rows(line);
        var units = page.plant().units(line.id());
        var parts = new ArrayList<Component>();
        parts.add(Parts.toolbar(choice, append));
        units.stream()
                .filter(WorkUnit::constraint)
                .findFirst()
                .ifPresent(
                        unit ->
                                parts.add(
                                        Parts.hint(
                                                translate(
                                                        "plant.cycles.constraint", unit.name()))));
        parts.add(
                rows.isEmpty()
                        ? new Empty(
                                translate("plant.cycles.empty"),
                                translate("plant.cycles.empty.text"))
                        : table(rows, !units.isEmpty()));
        return new Panel(
                translate("plant.cycles.title", line.code()),
                translate("plant.cycles.subtitle"),
                parts.toArray(Component[]::new));
    }

    private List<Row> rows(Line line) {
        var records =
                page.services().history().records(page.site().id()).stream()
                        .filter(record -> line.id().equals(record.line()))
                        .filter(record -> record.rule() instanceof Cycle)
                        .toList();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < records.size(); i++) {
            var record = records.get(i);
            var cycle = (Cycle) record.rule();
            boolean corrected =
                    records.subList(0, i).stream()
                            .anyMatch(
                                    other ->
                                            isSame(cycle, other)
                                                    && other.validFrom()
                                                            .equals(record.validFrom()));
            var until =
                    records.stream()
                            .filter(other -> isSame(cycle, other))
                            .map(RuleRecord::validFrom)
                            .filter(from -> from.isAfter(record.validFrom()))
                            .min(Comparator.naturalOrder())
                            .orElse(null);
            rows.add(new Row(record, cycle, until, corrected));
        }
        rows.sort(
                Comparator.comparing(
                                (Row row) -> Objects.requireNonNullElse(row.cycle().unit(), ""))
                        .thenComparing(row -> Objects.requireNonNullElse(row.cycle().product(), ""))
                        .thenComparing(row -> row.record().validFrom(), Comparator.reverseOrder()));
        return rows;
    }

    private static boolean isSame(Cycle cycle, RuleRecord other) {
        return other.rule() instanceof Cycle one
                && Objects.equals(one.product(), cycle.product())
                && Objects.equals(one.unit(), cycle.unit());
    }

    private RowTable table(List<Row> rows, boolean withUnits) {
        var headers = new ArrayList<String>();
        headers.add(translate("plant.cycles.product"));
        if (withUnits) {
            headers.add(translate("plant.cycles.unit"));
        }
        headers.add("#" + translate("plant.cycles.seconds"));
        headers.add(translate("plant.from"));
        headers.add(translate("plant.state"));
        headers.add(translate("plant.recorded.title"));
        var table = new RowTable(headers.toArray(String[]::new));
        var now = page.services().clock().instant();
        for (var row : rows) {
            var cells = new ArrayList<Object>();
            cells.add(product(row.cycle().product()));
            if (withUnits) {
                cells.add(
                        row.cycle().unit() == null
                                ? translate("plant.cycles.wholeLine")
                                : row.cycle().unit());
            }
            cells.add(words.seconds(row.cycle().millis()));
            cells.add(words.from(row.record().validFrom()));
            cells.add(state(row, now));
            cells.add(Parts.text("quiet", words.recorded(row.record())));
            var line = table.row(cells.toArray());
            if (!row.holdsAt(now)) {
                line.addClassName("past");
            }
        }
        return table;
    }

    private Component state(Row row, Instant now) {
        if (row.corrected()) {
            return Parts.text("quiet", translate("plant.state.corrected"));
        }
        if (row.holdsAt(now)) {
            return Parts.text("tag", translate("plant.state.now"));
        }
        return row.record().validFrom().isAfter(now)
                ? Parts.text("tag", translate("plant.state.later"))
                : Parts.text(
                        "quiet",
                        translate(
                                "plant.state.until",
                                words.from(Objects.requireNonNull(row.until()))));
    }

    private String product(@Nullable String code) {
        return code == null
                ? translate("plant.cycles.everyProduct")
                : products.stream()
                        .filter(product -> product.code().equals(code))
                        .findFirst()
                        .map(CyclesSection::name)
                        .orElse(code);
    }

    private static String name(Product product) {
        return product.name().equals(product.code())
                ? product.code()
                : product.code() + " · " + product.name();
    }

    private void append(Line line) {
        var product = new ComboBox<Product>(translate("plant.cycles.product"));
        product.setId("cycle-product");
        product.setItems(products);
        product.setItemLabelGenerator(CyclesSection::name);
        product.setPlaceholder(translate("plant.cycles.everyProduct"));
        product.setClearButtonVisible(true);
        var units = page.plant().units(line.id());
        var unit = new Select<WorkUnit>();
        unit.setLabel(translate("plant.cycles.unit"));
        unit.setItems(units);
        unit.setItemLabelGenerator(
                one -> one == null ? translate("plant.cycles.wholeLine") : one.name());
        unit.setEmptySelectionAllowed(true);
        unit.setEmptySelectionCaption(translate("plant.cycles.wholeLine"));
        unit.setVisible(!units.isEmpty());
        var seconds = new NumberField(translate("plant.cycles.seconds"));
        seconds.setId("cycle-seconds");
        seconds.setStep(0.001);
        var from = PlantPage.date(translate("plant.from"), page.today());
        from.setId("cycle-from");
        from.setClearButtonVisible(true);
        from.setHelperText(translate("plant.from.ever"));
        new EditDialog(
                        page,
                        translate("plant.cycles.add.title", line.code()),
                        translate("plant.cycles.add"),
                        true,
                        () -> draft(line, product.getValue(), unit.getValue(), seconds, from),
                        product,
                        unit,
                        seconds,
                        from)
                .open();
    }

    private Optional<Change> draft(
            Line line,
            @Nullable Product product,
            @Nullable WorkUnit unit,
            NumberField seconds,
            DatePicker from) {
        seconds.setErrorMessage(translate("plant.cycles.range"));
        var value = seconds.getValue();
        seconds.setInvalid(value == null || !(value >= 0.001 && value <= LONGEST_SECONDS));
        if (seconds.isInvalid() || value == null) {
            return Optional.empty();
        }
        var id = product == null ? null : product.id();
        var unitCode = unit == null ? null : unit.code();
        long millis = Math.round(value * 1000);
        var date = from.getValue();
        var start = page.start(date);
        var cycles = page.plant().cycles(line.id());
        var change =
                new Change(
                                translate("plant.cycles.saved", line.code()),
                                () ->
                                        page.administration()
                                                .addCycle(line, unitCode, id, date, millis))
                        .figures(
                                List.of(line),
                                page.lastDayBefore(next(cycles, id, unitCode, start)));
        var before = inForce(cycles, id, unitCode, start);
        return Optional.of(
                before.isEmpty()
                        ? change.onlyIf(translate("plant.cycles.sure"))
                        : change.orUndo(
                                () ->
                                        page.administration()
                                                .addCycle(
                                                        line,
                                                        unitCode,
                                                        id,
                                                        date,
                                                        before.get().millis())));
    }

    /** What held from then on for exactly that product and unit. */
    private static Optional<IdealCycles.Row> inForce(
            IdealCycles cycles,
            io.oeeanalytics.plant.@Nullable ProductId product,
            @Nullable String unit,
            Instant at) {
        return cycles.rows().stream()
                .filter(row -> Objects.equals(row.product(), product))
                .filter(row -> Objects.equals(row.unit(), unit))
                .filter(row -> !row.validFrom().isAfter(at))
                .findFirst();
    }

    private static @Nullable Instant next(
            IdealCycles cycles,
            io.oeeanalytics.plant.@Nullable ProductId product,
            @Nullable String unit,
            Instant at) {
        return cycles.rows().stream()
                .filter(row -> Objects.equals(row.product(), product))
                .filter(row -> Objects.equals(row.unit(), unit))
                .map(IdealCycles.Row::validFrom)
                .filter(from -> from.isAfter(at))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Panel products() {
        var add = new Button(translate("plant.products.add"), click -> put(null));
        add.setId("product-add");
        add.setVisible(page.mayEdit());
        var table =
                new RowTable(
                        translate("plant.products.code"), translate("plant.products.name"), "");
        for (var product : products) {
            table.row(
                    product.code(),
                    product.name(),
                    page.mayEdit()
                            ? Parts.buttons(
                                    Parts.rowButton(
                                            translate("plant.rename"),
                                            product.code(),
                                            () -> put(product)))
                            : new Span());
        }
        return new Panel(
                translate("plant.products.title", products.size()),
                translate("plant.products.subtitle"),
                products.isEmpty()
                        ? new Empty(
                                translate("plant.products.empty"),
                                translate("plant.products.empty.text"))
                        : table,
                Parts.toolbar(add));
    }

    private void put(@Nullable Product known) {
        var code = new TextField(translate("plant.products.code"));
        code.setId("product-code");
        var name = new TextField(translate("plant.products.name"));
        name.setId("product-name");
        if (known != null) {
            code.setValue(known.code());
            code.setReadOnly(true);
            name.setValue(known.name());
        }
        new EditDialog(
                        page,
                        known == null
                                ? translate("plant.products.add")
                                : translate("plant.products.rename", known.code()),
                        known == null ? translate("plant.products.add") : translate("plant.save"),
                        false,
                        () -> product(known, code, name),
                        code,
                        name)
                .open();
    }

    private Optional<Change> product(@Nullable Product known, TextField code, TextField name) {
        var said = code.getValue().strip();
        code.setErrorMessage(
                said.isEmpty()
                        ? translate("plant.name.missing")
                        : translate("plant.products.twice"));
        code.setInvalid(
                said.isEmpty()
                        || (known == null
                                && products.stream().anyMatch(one -> one.code().equals(said))));
        if (code.isInvalid()) {
            return Optional.empty();
        }
        var called = name.getValue().isBlank() ? said : name.getValue().strip();
        var change =
                new Change(
                        translate("plant.products.saved", said),
                        () -> page.administration().putProduct(page.site().id(), said, called));
        return Optional.of(
                known == null
                        ? change.onlyIf(translate("plant.products.sure", said))
                        : change.orUndo(
                                () ->
                                        page.administration()
                                                .putProduct(
                                                        page.site().id(),
                                                        known.code(),
                                                        known.name())));
    }
}
