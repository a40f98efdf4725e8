package io.oeeanalytics.registry.ui;

import static io.oeeanalytics.registry.ui.ModelPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.registry.Seat;

/** Takes an alias away for good, after a reason was given. */
final class Withdrawal extends Div {
    private final ModelPage page;
    private final Seat seat;

    Withdrawal(ModelPage page, Seat seat) {
        this.page = page;
        this.seat = seat;
        var button = new Button(translate("models.withdraw"), click -> ask());
        button.addThemeNames("small", "tertiary");
        button.setAriaLabel(
                "%s, %s, %s"
                        .formatted(
                                translate("models.withdraw"),
                                ModelPage.seat(seat),
                                ModelPage.line(seat.line())));
        add(button);
    }

    private void ask() {
        var dialog = new Dialog(translate("models.withdraw.title", ModelPage.seat(seat)));
        var reason = new TextField(translate("models.withdraw.reason"));
        reason.setId("model-withdraw-reason");
        reason.setWidthFull();
        var withdraw =
                new Button(
                        translate("models.withdraw"),
                        click -> {
                            if (reason.getValue().isBlank()) {
                                reason.setInvalid(true);
                                reason.setErrorMessage(translate("models.override.needed"));
                                return;
                            }
                            Attempt.of(page, () -> withdrawn(reason.getValue()));
                            dialog.close();
                        });
        withdraw.setId("model-withdraw");
        withdraw.addThemeNames("primary", "error");
        Drafts.in(dialog, "withdrawal/%s/%s".formatted(seat.model(), seat.line()))
                .keep("reason", reason);
        dialog.add(new Paragraph(translate("models.withdraw.text")), reason);
        dialog.getFooter()
                .add(
                        new Button(translate("models.withdraw.cancel"), click -> dialog.close()),
                        withdraw);
        dialog.open();
        reason.focus();
    }

    private String withdrawn(String reason) {
        page.aliases().withdraw(seat, reason);
        return translate("models.withdraw.done", ModelPage.seat(seat), ModelPage.line(seat.line()));
    }
}
