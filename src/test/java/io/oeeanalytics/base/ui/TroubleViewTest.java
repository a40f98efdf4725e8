package io.oeeanalytics.base.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import org.junit.jupiter.api.Test;

class TroubleViewTest {
    @Test
    void a_page_that_failed_tells_nothing_of_what_failed() {
        var view = new TroubleView();

        var status =
                view.setErrorParameter(
                        mock(BeforeEnterEvent.class),
                        new ErrorParameter<>(
                                Exception.class,
                                new IllegalStateException("jdbc:postgresql://inside/secret")));

        assertThat(status).isEqualTo(500);
        assertThat(view.getElement().getTextRecursively())
                .isNotEmpty()
                .doesNotContain("secret")
                .doesNotContain("Exception");
    }
}
