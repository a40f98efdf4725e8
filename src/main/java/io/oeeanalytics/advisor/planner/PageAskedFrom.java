package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.advisor.tool.PlantDate;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/** What the page beside which somebody asks says of line and dates. */
@Component
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
class PageAskedFrom {
    private final PlantModel plant;
    private final PlantDate date;

    PageAskedFrom(PlantModel plant, PlantDate date) {
        this.plant = plant;
        this.date = date;
    }

    /**
     * With the line of the page, and its dates where none are named.
     *
     * @param address of the page, within the product
     */
    public Understood of(Understood asked, String address) {
        var line =
                parameter(address, "line")
                        .map(code -> URLDecoder.decode(code, StandardCharsets.UTF_8))
                        .flatMap(plant::line)
                        .map(Line::code);
        if (line.isEmpty()) {
            return asked;
        }
        var ofLine = asked.withLines(List.of(line.get()));
        boolean dated =
                asked.period().isPresent()
                        || asked.says(Sense.NOW, Sense.FORECAST, Sense.ATTENTION, Sense.MODEL);
        return dated ? ofLine : dates(address).map(ofLine::withPeriod).orElse(ofLine);
    }

    private Optional<Period> dates(String address) {
        var from = parameter(address, "from");
        var to = parameter(address, "to");
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        try {
            var first = LocalDate.parse(from.get());
            var last = LocalDate.parse(to.get());
            return last.isBefore(first) || last.isAfter(date.today())
                    ? Optional.empty()
                    : Optional.of(new Period(first, last));
        } catch (DateTimeParseException e) {
            // Whoever writes addresses by hand.
            return Optional.empty();
        }
    }

    private static Optional<String> parameter(String address, String name) {
        var found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
