package io.oeeanalytics.ops.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditEntry;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import jakarta.annotation.security.RolesAllowed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;

/** Who did or tried what, and from where; the newest first. */
@Route("audit")
@Menu(title = "audit.title", order = 37)
@RolesAllowed("ADMIN")
class AuditView extends Div implements HasDynamicTitle {
    private final AuditTrail trail;
    private final DateTimeFormatter time;
    private final TextField words = new TextField();
    private final ComboBox<AuditAction> action = new ComboBox<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();
    private final Checkbox refused = new Checkbox();
    private final Div notice = new Div();
    private final Grid<AuditEntry> grid = new Grid<>();

    AuditView(AuditTrail trail) {
        this.trail = trail;
        this.time =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
                        .withLocale(getLocale())
                        .withZone(ZoneId.systemDefault());
        addClassName("page");
        var title = new H1(getTranslation("audit.title"));
        title.addClassName("page-title");
        var headline = new Paragraph(getTranslation("audit.headline"));
        headline.addClassName("headline");
        notice.getElement().setAttribute("role", "status");
        add(title, headline, notice, toolbar(), entries());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("audit.title");
    }

    private Div toolbar() {
        words.setLabel(getTranslation("audit.search"));
        words.setWidth("min(18rem, 100%)");
        words.setValueChangeMode(ValueChangeMode.LAZY);
        words.setClearButtonVisible(true);
        action.setLabel(getTranslation("audit.kind"));
        action.setPlaceholder(getTranslation("audit.kind.all"));
        action.setItems(AuditAction.values());
        action.setItemLabelGenerator(one -> getTranslation("audit." + one));
        action.setClearButtonVisible(true);
        refused.setLabel(getTranslation("audit.refused"));
        words.addValueChangeListener(change -> grid.getDataProvider().refreshAll());
        action.addValueChangeListener(change -> grid.getDataProvider().refreshAll());
        refused.addValueChangeListener(change -> grid.getDataProvider().refreshAll());
        from.setLabel(getTranslation("audit.fromDate"));
        to.setLabel(getTranslation("audit.toDate"));
        for (var date : List.of(from, to)) {
            date.setClearButtonVisible(true);
            date.setWidth("10rem");
            date.addValueChangeListener(change -> grid.getDataProvider().refreshAll());
        }
        var check = new Button(getTranslation("audit.check"), click -> check());
        var download =
                new Anchor(
                        this::download, AttachmentType.DOWNLOAD, getTranslation("audit.download"));
        var bar = new Div(words, action, from, to, refused, check, download);
        bar.addClassName("toolbar");
        return bar;
    }

    private Grid<AuditEntry> entries() {
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(entry -> time.format(entry.at()))
                .setHeader(getTranslation("audit.when"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(AuditEntry::who).setHeader(getTranslation("audit.who")).setFlexGrow(1);
        grid.addComponentColumn(this::what).setHeader(getTranslation("audit.what")).setFlexGrow(1);
        grid.addColumn(AuditEntry::object)
                .setHeader(getTranslation("audit.object"))
                .setTooltipGenerator(AuditEntry::object)
                .setFlexGrow(2);
        grid.addColumn(this::change)
                .setHeader(getTranslation("audit.change"))
                .setTooltipGenerator(this::change)
                .setFlexGrow(2);
        grid.addColumn(AuditEntry::origin).setHeader(getTranslation("audit.from")).setFlexGrow(1);
        grid.setItems(
                DataProvider.fromCallbacks(
                        query ->
                                trail
                                        .newest(question(), query.getOffset(), query.getLimit())
                                        .stream(),
                        query -> trail.count(question())));
        grid.setEmptyStateText(getTranslation("audit.empty.title"));
        grid.setHeight("70vh");
        return grid;
    }

    private Span what(AuditEntry entry) {
        var words = getTranslation("audit." + entry.action());
        var cell =
                new Span(
                        entry.refused()
                                ? words + " (" + getTranslation("audit.refusedmark") + ")"
                                : words);
        if (entry.refused()) {
            cell.addClassName("cell-bad");
        }
        return cell;
    }

    private String change(AuditEntry entry) {
        return entry.before().isPresent() && entry.after().isPresent()
                ? getTranslation("audit.change.both", entry.before().get(), entry.after().get())
                : entry.after().or(entry::before).orElse("");
    }

    private AuditQuestion question() {
        return new AuditQuestion(
                action.getOptionalValue(),
                refused.getValue(),
                words.getValue(),
                from.getOptionalValue().map(AuditView::start),
                to.getOptionalValue().map(last -> start(last.plusDays(1))));
    }

    private static Instant start(LocalDate date) {
        return date.atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    private void download(DownloadEvent event) throws IOException {
        event.setFileName(AuditCsv.NAME);
        event.setContentType("text/csv; charset=utf-8");
        try (var out =
                new BufferedWriter(
                        new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8))) {
            AuditCsv.write(trail, question(), out);
        }
    }

    private void check() {
        var broken = trail.firstBroken();
        var text =
                new Span(
                        broken.map(id -> getTranslation("audit.broken", id))
                                .orElseGet(() -> getTranslation("audit.sound")));
        text.addClassName("banner-text");
        notice.removeAll();
        notice.add(text);
        notice.addClassName("banner");
        notice.getElement().setAttribute("data-kind", broken.isPresent() ? "bad" : "info");
    }
}
