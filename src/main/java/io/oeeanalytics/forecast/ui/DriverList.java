package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.Driver;
import java.util.List;

/** Why the days ahead are expected as they are, in words and minutes. */
final class DriverList extends UnorderedList {
    private final Numerals numerals;

    DriverList(List<Driver> drivers, Numerals numerals) {
        this.numerals = numerals;
        addClassName("drivers");
        setId("forecast-drivers");
        if (drivers.isEmpty()) {
            add(new ListItem(getTranslation("forecast.driver.none")));
        }
        for (var driver : drivers) {
            var item = new ListItem(words(driver));
            item.addClassName(driver.minutesADay() < 0 ? "worse" : "better");
            add(item);
        }
    }

    private String words(Driver driver) {
        String minutes = numerals.count(Math.round(Math.abs(driver.minutesADay())));
        String way = driver.minutesADay() < 0 ? "worse" : "better";
        return switch (driver) {
            case Driver.FactorMoved moved ->
                    getTranslation(
                            "forecast.driver.factor." + way,
                            getTranslation("forecast.factor." + moved.factor()),
                            numerals.percent(moved.expected()),
                            numerals.percent(moved.usual()),
                            minutes);
            case Driver.StopMoved moved ->
                    getTranslation(
                            "forecast.driver.stop." + way,
                            moved.of().name(),
                            numerals.hoursMinutes(Math.round(moved.of().dailyMs())),
                            numerals.hoursMinutes(Math.round(moved.of().before())),
                            minutes,
                            numerals.decimal(moved.of().timesADay()));
            case Driver.LevelMoved moved ->
                    getTranslation(
                            "forecast.driver.level." + way,
                            numerals.date(moved.since()),
                            numerals.percent(moved.now()),
                            numerals.percent(moved.before()),
                            minutes);
        };
    }
}
