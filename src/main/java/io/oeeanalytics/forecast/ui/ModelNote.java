package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.Challenge;
import io.oeeanalytics.forecast.ForecastPages;
import java.util.Optional;

/** Which version of the registered model speaks, and how its challenger does beside it. */
final class ModelNote extends Div {
    ModelNote(
            Optional<Integer> champion,
            Optional<Challenge> challenge,
            String method,
            Numerals numerals) {
        addClassName("stack");
        setId("forecast-model");
        add(
                new Paragraph(
                        champion.map(version -> getTranslation("forecast.model.version", version))
                                        .orElseGet(() -> getTranslation("forecast.model.builtIn"))
                                + " "
                                + getTranslation("forecast.model.method", method)));
        challenge.ifPresent(one -> add(new Paragraph(words(one, numerals))));
        champion.ifPresent(
                version ->
                        add(
                                new Anchor(
                                        ForecastPages.version(version),
                                        getTranslation("forecast.model.open"))));
    }

    private String words(Challenge challenge, Numerals numerals) {
        if (challenge.days() == 0) {
            return getTranslation("forecast.challenge.new", challenge.challenger());
        }
        var figures =
                getTranslation(
                        "forecast.challenge.figures",
                        challenge.challenger(),
                        challenge.days(),
                        numerals.points(challenge.challengerMae()),
                        numerals.points(challenge.championMae()));
        var meaning = challenge.isWon() ? "won" : challenge.isEarly() ? "early" : "open";
        return figures + " " + getTranslation("forecast.challenge." + meaning);
    }
}
