package io.oeeanalytics.advisor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnLinkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lines",
                "documents/12?passage=4",
                "guide/3?language=de",
                "models/oee-daily/3",
                "explain?from=2026-11-28&line=STEADY&to=2026-11-28",
                "line?line=javascript%3Aalert%281%29",
                "line?line=A:1//B"
            })
    void pages_of_the_product_are_led_to(String address) {
        assertThat(OwnLink.to(address, "words"))
                .isInstanceOfSatisfying(
                        Anchor.class, link -> assertThat(link.getHref()).isEqualTo(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "java\tscript:alert(1)",
                "data:text/html,x",
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/lines",
                "../logout",
                "documents/../../logout",
                "documents//evil.example",
                "evil.example",
                "mailto:a@evil.example",
                "lines?x=\u0000",
                "lines?x=\"><img src=x>",
                "lines\n//evil.example"
            })
    void anything_else_is_words(String address) {
        assertThat(OwnLink.to(address, "words"))
                .isInstanceOfSatisfying(
                        Span.class, words -> assertThat(words.getText()).isEqualTo("words"));
    }

    @Test
    void words_stay_words() {
        var link = OwnLink.to("lines", "<img src=x onerror=alert(1)>");

        assertThat(link.getElement().getText()).isEqualTo("<img src=x onerror=alert(1)>");
        assertThat(link.getElement().getProperty("innerHTML")).isNull();
    }
}
