package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.Forecast;
import io.oeeanalytics.forecast.FutureDay;
import io.oeeanalytics.forecast.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The forecast day by day, in percent; with a target also what it means for that. */
final class ForecastTable extends Div {
    private final Numerals numerals;
    private final OptionalDouble target;

    /**
     * @param target OEE aimed at, a fraction of 1
     */
    ForecastTable(Forecast forecast, OptionalDouble target, Numerals numerals) {
        this.numerals = numerals;
        this.target = target;
        addClassName("table-scroll");
        var headings = new ArrayList<>(List.of("forecast.column.day"));
        if (target.isPresent()) {
            headings.addAll(List.of("forecast.column.meaning", "forecast.column.miss"));
        }
        for (var key : List.of("expected", "range80", "range95", "naive")) {
            headings.add("forecast.column." + key);
        }
        var table = new FigureTable("forecast-days", target.isPresent() ? 2 : 1, headings);
        for (var day : forecast.days()) {
            table.row(texts(day));
        }
        add(table);
    }

    private List<String> texts(FutureDay day) {
        var texts =
                new ArrayList<>(
                        List.of(numerals.weekday(day.day()) + " " + numerals.date(day.day())));
        if (target.isPresent()) {
            var miss = day.chanceBelow(target.getAsDouble());
            texts.add(meaning(miss));
            texts.add(Chances.percent(miss, numerals));
        }
        texts.add(numerals.percent(day.point()));
        texts.add(range(day.interval80(), numerals));
        texts.add(range(day.interval95(), numerals));
        texts.add(numerals.percent(day.naive()));
        return texts;
    }

    private String meaning(OptionalDouble miss) {
        return miss.isEmpty()
                ? Numerals.UNDEFINED
                : getTranslation("forecast.meaning." + Chances.word(miss.getAsDouble()));
    }

    static String range(Interval interval, Numerals numerals) {
        return numerals.percent(interval.lower()) + " – " + numerals.percent(interval.upper());
    }
}
