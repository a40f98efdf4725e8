package io.oeeanalytics.base.ui;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;

/** Every text the product shows, from {@code texts.properties} and its translations. */
@Component
public class Texts implements I18NProvider {
    private static final String BUNDLE = "texts";

    @Override
    public List<Locale> getProvidedLocales() {
        return List.of(Locale.ENGLISH, Locale.GERMAN);
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        var bundle =
                ResourceBundle.getBundle(
                        BUNDLE,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        try {
            var text = bundle.getString(key);
            return parameters.length == 0
                    ? text
                    : new MessageFormat(text, locale).format(parameters);
        } catch (MissingResourceException e) {
            // A key on screen is ugly but can be reported; a blank cannot.
            return key;
        }
    }
}
