package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.Component;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Questions that fit the page one is on. */
final class Suggestions {
    private static final Pattern LINE = Pattern.compile("[?&]line=([^&]+)");

    private Suggestions() {}

    /**
     * @param page its address
     * @param view whose language is spoken
     */
    static List<String> of(String page, Component view) {
        String name = page.replaceAll("[/?].*", "");
        var line = LINE.matcher(page);
        if (line.find()) {
            String code = URLDecoder.decode(line.group(1), StandardCharsets.UTF_8);
            var keys =
                    switch (name) {
                        case "forecast" -> Stream.of("forecast", "model", "target");
                        case "why" -> Stream.of("losses", "stops", "forecast");
                        default -> Stream.of("down", "why", "losses");
                    };
            return keys.map(key -> view.getTranslation("advisor.suggest.line." + key, code))
                    .toList();
        }
        var keys =
                switch (name) {
                    case "forecast" -> Stream.of("forecast", "interval", "model");
                    case "guide", "documents" -> Stream.of("waterfall", "changeover", "average");
                    default -> Stream.of("attention", "worst", "why");
                };
        return keys.map(key -> view.getTranslation("advisor.suggest." + key)).toList();
    }
}
