package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.HeardStatuses.Heard;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.RuleRecord;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What machine statuses mean for the time model, now, before and later; unknown ones first. */
final class StatusesSection extends Div {
    private static final Duration HEARD = Duration.ofDays(28);

    /** A code in the logs that says nothing. */
    private record Unknown(int code, long times, Instant lastAt, List<LineId> lines) {
        Unknown plus(Unknown other) {
            var all = new ArrayList<>(lines);
            all.addAll(other.lines);
            return new Unknown(
                    code,
                    times + other.times,
                    lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt,
                    all);
        }
    }

    private final PlantPage page;
    private final RuleWords words;
    private final StatusHistory history;

    StatusesSection(PlantPage page) {
        this.page = page;
        this.words = new RuleWords(page, getLocale());
        this.history = page.plant().statusHistory(page.site().id());
        addClassName("stack");
        var unknown = unknown();
        if (!unknown.isEmpty()) {
            add(
                    new Panel(
                            translate("plant.statuses.unknown", unknown.size()),
                            translate("plant.statuses.unknown.subtitle"),
                            unknownTable(unknown)));
        }
        var add = new Button(translate("plant.statuses.add"), click -> edit(null, null));
        add.setId("status-add");
        add.addThemeName("primary");
        add.setVisible(page.mayEdit());
        add(
                new Panel(
                        translate("plant.statuses.title", history.current().size()),
                        translate("plant.statuses.subtitle"),
                        Parts.toolbar(add),
                        table()));
    }

    private List<Unknown> unknown() {
        var ofSite = page.lines().stream().map(Line::id).collect(Collectors.toSet());
        var byCode = new TreeMap<Integer, Unknown>();
        var since = page.services().clock().instant().minus(HEARD);
        for (var heard : page.services().heard().since(since)) {
            if (ofSite.contains(heard.line()) && saysNothing(heard)) {
                byCode.merge(
                        heard.code(),
                        new Unknown(
                                heard.code(), heard.times(), heard.lastAt(), List.of(heard.line())),
                        Unknown::plus);
            }
        }
        return List.copyOf(byCode.values());
    }

    private boolean saysNothing(Heard heard) {
        return history.at(heard.code(), heard.lastAt())
                .filter(status -> status.category() != TimeCategory.UNKNOWN)
                .isEmpty();
    }

    private RowTable unknownTable(List<Unknown> unknown) {
        var table =
                new RowTable(
                        translate("plant.statuses.code"),
                        "#" + translate("plant.statuses.times"),
                        translate("plant.lines"),
                        translate("plant.statuses.last"),
                        "");
        for (var one : unknown) {
            table.row(
                    String.valueOf(one.code()),
                    page.numerals().count(one.times()),
                    one.lines().stream().map(page::code).collect(Collectors.joining(", ")),
                    words.when(one.lastAt()),
                    page.mayEdit()
                            ? Parts.buttons(
                                    Parts.rowButton(
                                            translate("plant.statuses.name.it"),
                                            String.valueOf(one.code()),
                                            () ->
                                                    edit(
                                                            history.current().get(one.code()),
                                                            one.code())))
                            : new Span());
        }
        return table;
    }

    private RowTable table() {
        var table =
                new RowTable(
                        translate("plant.statuses.code"),
                        translate("plant.statuses.name"),
                        translate("plant.statuses.path"),
                        translate("day.events.category"),
                        translate("plant.since"),
                        translate("plant.recorded.title"),
                        "");
        var now = page.services().clock().instant();
        var records =
                page.services().history().records(page.site().id()).stream()
                        .filter(record -> record.supersededAt() == null)
                        .toList();
        var byCode =
                history.rows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.status().code(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byCode.forEach(
                (code, rows) -> {
                    for (var row :
                            rows.stream()
                                    .sorted(
                                            Comparator.comparing(StatusHistory.Row::validFrom)
                                                    .reversed())
                                    .toList()) {
                        row(table, row, records, now);
                    }
                });
        return table;
    }

    private void row(RowTable table, StatusHistory.Row row, List<RuleRecord> records, Instant now) {
        var status = row.status();
        boolean holds =
                status.equals(history.current().get(status.code()))
                        && !row.validFrom().isAfter(now);
        var shown =
                table.row(
                        String.valueOf(status.code()),
                        status.name(),
                        RuleWords.path(status),
                        category(status),
                        since(row, now),
                        Parts.text(
                                "quiet",
                                records.stream()
                                        .filter(
                                                record ->
                                                        record.validFrom().equals(row.validFrom())
                                                                && record.rule()
                                                                        instanceof
                                                                        RuleRecord.Meaning meaning
                                                                && meaning.status().code()
                                                                        == status.code())
                                        .findFirst()
                                        .map(words::recorded)
                                        .orElse("")),
                        page.mayEdit() && holds
                                ? Parts.buttons(
                                        Parts.rowButton(
                                                translate("plant.change"),
                                                status.name(),
                                                () -> edit(status, status.code())))
                                : new Span());
        if (!holds) {
            shown.addClassName("past");
        }
    }

    private Component since(StatusHistory.Row row, Instant now) {
        return row.validFrom().isAfter(now)
                ? Parts.text("tag", translate("plant.state.from", words.from(row.validFrom())))
                : new Span(words.from(row.validFrom()));
    }

    /** In the form the state has everywhere else. */
    private static Component category(Status status) {
        var state = Parts.text("state", translate("category." + status.category()));
        state.getElement().setAttribute("data-state", form(status.category()));
        return state;
    }

    private static String form(TimeCategory category) {
        return switch (category) {
            case PRODUCTION -> "running";
            case SET_UP -> "setup";
            // Loud only where something stands still now, which a catalogue does not.
            case DELAY -> "delay";
            case WAITING -> "waiting";
            case PLANNED_STOP -> "planned";
            case NO_PLAN -> "idle";
            case UNKNOWN -> "nodata";
        };
    }

    private void edit(@Nullable Status status, @Nullable Integer code) {
        Map<Integer, Status> current = history.current();
        new StatusDialog(page, history, current, status, code).open();
    }
}
