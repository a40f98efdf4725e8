package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DayFigures;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.plant.OeeDefinition;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Days of a line, newest first, each a link to its events; also as a file. */
final class DayTable extends Div {
    private static final int ROWS_WITHOUT_SCROLLING = 15;
    private static final double UNDEFINED = -1;

    private final Grid<DayFigures> grid = new Grid<>();
    private final OeeDefinition definition;
    private final Numerals numerals;

    /**
     * @param definition all days are read by
     */
    DayTable(
            List<DayFigures> days,
            OeeDefinition definition,
            Numerals numerals,
            Function<LocalDate, String> address) {
        this.definition = definition;
        this.numerals = numerals;
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(
                        new ComponentRenderer<>(
                                day -> new Anchor(address.apply(day.date()), name(day.date()))))
                .setHeader(getTranslation("line.day"))
                .setComparator(Comparator.comparing(DayFigures::date))
                .setAutoWidth(true);
        ratio(DefinitionMark.oee(definition, this), day -> read(day).oee());
        ratio(getTranslation("comparison.a"), day -> read(day).availability());
        ratio(getTranslation("comparison.e"), day -> read(day).effectiveness());
        ratio(getTranslation("comparison.q"), day -> read(day).quality());
        count("comparison.good", day -> day.ledger().made().good(), numerals::count);
        count("line.scrapCount", day -> day.ledger().made().scrap(), numerals::count);
        count("line.planned", day -> day.ledger().plannedBusyMs(), numerals::hoursMinutes);
        ratio(getTranslation("comparison.known"), day -> day.ledger().coverage());
        grid.addColumn(this::remark).setHeader(getTranslation("line.remark")).setAutoWidth(true);
        grid.getColumns().forEach(column -> column.setSortable(true));
        grid.setItems(days.reversed());
        grid.setAllRowsVisible(days.size() <= ROWS_WITHOUT_SCROLLING);
        add(grid, download(days));
    }

    private DefinedOee read(DayFigures day) {
        return DefinedOee.of(day.ledger(), definition);
    }

    private String name(LocalDate date) {
        return numerals.weekday(date) + " " + numerals.date(date);
    }

    private String remark(DayFigures day) {
        var remarks = new ArrayList<String>();
        if (day.imported()) {
            remarks.add(getTranslation("lines.imported"));
        }
        if (!day.complete()) {
            remarks.add(getTranslation("line.running"));
        }
        if (day.remark() != Remark.NONE) {
            remarks.add(getTranslation("remark." + day.remark()));
        }
        return String.join("; ", remarks);
    }

    private void ratio(String header, Function<DayFigures, OptionalDouble> ratio) {
        column(
                header,
                day -> numerals.percent(ratio.apply(day)),
                Comparator.comparingDouble(day -> ratio.apply(day).orElse(UNDEFINED)));
    }

    private void count(
            String header, Function<DayFigures, Long> count, Function<Long, String> words) {
        column(
                getTranslation(header),
                day -> words.apply(count.apply(day)),
                Comparator.comparingLong(day -> count.apply(day)));
    }

    private void column(
            String header, ValueProvider<DayFigures, String> words, Comparator<DayFigures> order) {
        grid.addColumn(words)
                .setHeader(header)
                .setComparator(order)
                .setPartNameGenerator(day -> "number")
                .setHeaderPartName("number")
                .setAutoWidth(true);
    }

    private Anchor download(List<DayFigures> days) {
        var bytes = csv(days, definition).getBytes(StandardCharsets.UTF_8);
        var link =
                new Anchor(
                        DownloadHandler.fromInputStream(
                                event ->
                                        new DownloadResponse(
                                                new ByteArrayInputStream(bytes),
                                                "days.csv",
                                                "text/csv",
                                                bytes.length)),
                        getTranslation("forecast.download"));
        link.addClassName("button");
        link.setId("days-download");
        return link;
    }

    /** Ratios as fractions of 1, times in seconds, empty where undefined. */
    static String csv(List<DayFigures> days, OeeDefinition definition) {
        var csv =
                new StringBuilder(
                        "date,oee,availability,effectiveness,quality,good,scrap,"
                                + "planned_busy_seconds,known_share,definition\n");
        for (var day : days) {
            var ledger = day.ledger();
            var read = DefinedOee.of(ledger, definition);
            csv.append(day.date())
                    .append(',')
                    .append(plain(read.oee()))
                    .append(',')
                    .append(plain(read.availability()))
                    .append(',')
                    .append(plain(read.effectiveness()))
                    .append(',')
                    .append(plain(read.quality()))
                    .append(',')
                    .append(ledger.made().good())
                    .append(',')
                    .append(ledger.made().scrap())
                    .append(',')
                    .append(ledger.plannedBusyMs() / 1000.0)
                    .append(',')
                    .append(plain(ledger.coverage()))
                    .append(',')
                    .append(definition)
                    .append('\n');
        }
        return csv.toString();
    }

    private static String plain(OptionalDouble ratio) {
        return ratio.isPresent() ? String.valueOf(ratio.getAsDouble()) : "";
    }
}
