package io.oeeanalytics.base.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Figures and dates follow the browser's region, texts its language: British English reads the same
 * words as American English but writes the day before the month.
 */
@Component
class BrowserLocale implements VaadinServiceInitListener {
    private final Set<String> languages;

    BrowserLocale(Texts texts) {
        this.languages =
                texts.getProvidedLocales().stream()
                        .map(Locale::getLanguage)
                        .collect(Collectors.toSet());
    }

    @Override
    public void serviceInit(ServiceInitEvent service) {
        service.getSource()
                .addSessionInitListener(
                        start -> {
                            var asked = start.getRequest().getLocale();
                            if (asked != null && languages.contains(asked.getLanguage())) {
                                start.getSession().setLocale(asked);
                            }
                        });
    }
}
