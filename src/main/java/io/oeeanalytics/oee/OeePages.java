package io.oeeanalytics.oee;

import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.plant.OeeDefinition;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Addresses of the pages that show figures. */
public final class OeePages {
    /** So many days a page of lines can show. */
    public static final List<Integer> RANGES = List.of(1, 7, 30, 90, 365);

    private OeePages() {}

    /** How figures are made: of one line; of all lines where the code is empty. */
    public static String explain(String code, Period period) {
        return "explain?" + query(explained(code, period));
    }

    /** Of one shift. */
    public static String explain(String code, LocalDate date, int shift) {
        return explain(code, new Period(date, date)) + "&shift=" + shift;
    }

    private static Map<String, String> explained(String code, Period period) {
        var parameters = withLine(code);
        parameters.put("from", period.first().toString());
        parameters.put("to", period.last().toString());
        return parameters;
    }

    /**
     * One line in a period.
     *
     * @param period as its parameters name it
     */
    public static String line(String code, Map<String, String> period) {
        var parameters = withLine(code);
        parameters.putAll(period);
        return "line?" + query(parameters);
    }

    /** A period of {@link #RANGES}, and which it is among the parameters. */
    public static Map<String, String> parameters(Period period) {
        return Map.of("days", String.valueOf(period.days()), "until", period.last().toString());
    }

    /**
     * One date, opened down to its events.
     *
     * @param period to return to, as for a line
     */
    public static String day(String code, LocalDate date, Map<String, String> period) {
        var parameters = withLine(code);
        parameters.putAll(period);
        parameters.put("date", date.toString());
        return "day?" + query(parameters);
    }

    /**
     * What is asked why, as the address names it.
     *
     * @param code of a line; empty for all
     * @param definition asked for; null: what the sites report
     */
    public static Map<String, String> why(
            String code,
            Reference against,
            Period before,
            Period after,
            @Nullable OeeDefinition definition) {
        var parameters = explained(code, after);
        if (!before.equals(after.previous())) {
            parameters.put("beforeFrom", before.first().toString());
            parameters.put("beforeTo", before.last().toString());
        }
        if (against == Reference.TARGET) {
            parameters.put("against", "target");
        }
        if (definition != null) {
            parameters.put("definition", definition.name());
        }
        return parameters;
    }

    /** Why OEE is what it is, by those parameters. */
    public static String why(Map<String, String> parameters) {
        return "why?" + query(parameters);
    }

    private static Map<String, String> withLine(String code) {
        var parameters = new TreeMap<String, String>();
        if (!code.isEmpty()) {
            parameters.put("line", code);
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(
                        one ->
                                one.getKey()
                                        + "="
                                        + UriUtils.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
