package io.oeeanalytics.forecast.ui;

import io.oeeanalytics.base.CsvCell;
import io.oeeanalytics.forecast.Forecast;
import java.util.Locale;

/** A forecast for a spreadsheet; ratios are fractions of 1 with a decimal point. */
final class ForecastCsv {
    private ForecastCsv() {}

    static String of(Forecast forecast) {
        var csv =
                new StringBuilder(
                        "date,oee_expected,lower_80,upper_80,lower_95,upper_95,naive,method\r\n");
        for (var day : forecast.days()) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%s\r\n",
                            day.day(),
                            day.point(),
                            day.interval80().lower(),
                            day.interval80().upper(),
                            day.interval95().lower(),
                            day.interval95().upper(),
                            day.naive(),
                            CsvCell.of(forecast.method())));
        }
        return csv.toString();
    }
}
