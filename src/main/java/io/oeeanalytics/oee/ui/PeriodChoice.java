package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.oee.Period;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many days, and up to which; kept in the address, so that a link shows what its sender saw.
 */
final class PeriodChoice extends Div {
    private static final int FIRST_RANGE = 30;

    private final Div ranges = new Div();
    private final DatePicker until = new DatePicker();
    private final Consumer<Map<String, String>> chosen;
    private int days = FIRST_RANGE;
    private @Nullable LocalDate asked;

    /**
     * @param chosen takes the query parameters of a new choice
     */
    PeriodChoice(Consumer<Map<String, String>> chosen) {
        this.chosen = chosen;
        addClassName("toolbar");
        ranges.addClassName("segments");
        until.setAriaLabel(getTranslation("lines.until"));
        until.setLocale(getLocale());
        until.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        chosen.accept(parameters(days, change.getValue()));
                    }
                });
        add(ranges, until);
    }

    /** Takes what the address asks for; what it cannot mean is left out. */
    void read(QueryParameters parameters) {
        days =
                parameters
                        .getSingleParameter("days")
                        .filter(text -> text.matches("\\d{1,4}"))
                        .map(Integer::parseInt)
                        .filter(OeePages.RANGES::contains)
                        .orElse(FIRST_RANGE);
        asked = parameters.getSingleParameter("until").flatMap(PeriodChoice::date).orElse(null);
    }

    /** The period chosen. */
    Period show(LocalDate last) {
        ranges.removeAll();
        for (var range : OeePages.RANGES) {
            var choice =
                    new Button(
                            getTranslation("lines.range." + range),
                            click -> chosen.accept(parameters(range, asked)));
            choice.getElement().setAttribute("aria-pressed", String.valueOf(range == days));
            ranges.add(choice);
        }
        until.setMax(last);
        until.setValue(asked == null ? last : asked);
        return Period.lastDays(asked == null ? last : asked, days);
    }

    /** For links that keep the period. */
    Map<String, String> parameters() {
        return parameters(days, asked);
    }

    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> parameters(int days, @Nullable LocalDate until) {
        var parameters = new HashMap<String, String>();
        parameters.put("days", String.valueOf(days));
        if (until != null) {
            parameters.put("until", until.toString());
        }
        return parameters;
    }
}
