package io.oeeanalytics.registry.ui;

import static io.oeeanalytics.registry.ui.ModelPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.registry.AliasMove;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import java.util.List;
import java.util.function.Supplier;

/** What the gates of a line say of a version, and the buttons that go through or past them. */
final class Activation extends Div {
    private final ModelPage page;
    private final VersionId version;

    Activation(ModelPage page, VersionId version, String line) {
        this.page = page;
        this.version = version;
        addClassName("stack");
        for (var alias : List.of(Seat.CHAMPION, Seat.CHALLENGER)) {
            add(gates(new Seat(version.model(), line, alias)));
        }
    }

    private Div gates(Seat seat) {
        var part =
                new Div(
                        new H3(
                                "%s, %s"
                                        .formatted(
                                                ModelPage.seat(seat),
                                                ModelPage.line(seat.line()))));
        part.addClassName("stack");
        boolean borne =
                page.aliases()
                        .current(seat)
                        .map(AliasMove::version)
                        .filter(number -> number == version.number())
                        .isPresent();
        if (borne) {
            part.add(new Paragraph(translate("models.gates.borne")));
            return part;
        }
        var verdict = page.aliases().judge(seat, version.number()).orElseThrow();
        part.add(new GateWords(page.numerals()).list(verdict));
        if (!page.isAdministrator()) {
            part.add(new Paragraph(translate("models.gates.reading")));
            return part;
        }
        var promote =
                new Button(
                        translate("models.promote." + seat.alias()),
                        click -> attempt(() -> page.aliases().promote(seat, version.number())));
        promote.setId("model-promote-" + seat.alias());
        promote.addThemeName("primary");
        promote.setEnabled(verdict.passed());
        part.add(promote);
        if (!verdict.passed()) {
            var reason = new TextField(translate("models.override.reason"));
            reason.setId("model-reason-" + seat.alias());
            reason.setWidth("26rem");
            var drafts =
                    new Drafts(
                            "override/%s/%d/%s/%s"
                                    .formatted(
                                            version.model(),
                                            version.number(),
                                            seat.line(),
                                            seat.alias()));
            drafts.keep("reason", reason);
            var override =
                    new Button(
                            translate("models.override"),
                            click -> {
                                if (reason.getValue().isBlank()) {
                                    reason.setInvalid(true);
                                    reason.setErrorMessage(translate("models.override.needed"));
                                } else {
                                    attempt(
                                            () -> {
                                                var move =
                                                        page.aliases()
                                                                .override(
                                                                        seat,
                                                                        version.number(),
                                                                        reason.getValue());
                                                drafts.forget();
                                                return move;
                                            });
                                }
                            });
            override.setId("model-override-" + seat.alias());
            var bar = new Div(reason, override);
            bar.addClassName("toolbar");
            part.add(drafts, bar);
        }
        return part;
    }

    private void attempt(Supplier<AliasMove> move) {
        Attempt.of(
                page,
                () -> {
                    var made = move.get();
                    return translate(
                            "models.promoted",
                            version.number(),
                            ModelPage.seat(made.seat()),
                            ModelPage.line(made.seat().line()));
                });
    }
}
