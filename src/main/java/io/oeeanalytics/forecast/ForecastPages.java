package io.oeeanalytics.forecast;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Addresses of the pages that show forecasts. */
public final class ForecastPages {
    private ForecastPages() {}

    /** Of one line. */
    public static String line(String code) {
        return "forecast?line=" + UriUtils.encode(code, StandardCharsets.UTF_8);
    }

    /** A version of the registered model that forecasts days. */
    public static String version(int number) {
        return "models/" + DailyModel.NAME + "/" + number;
    }
}
