package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.plant.OeeDefinition;
import java.util.Optional;

/**
 * Names the definition that a figure beside it is read by. That of ISO 22400 is what OEE means
 * where nothing is said.
 */
final class DefinitionMark extends Span {
    /**
     * @param view whose language is spoken
     */
    DefinitionMark(DefinitionInForce read, Component view) {
        super(
                read.sitesDiffer()
                        ? view.getTranslation(
                                "definition.sitesDiffer", name(read.definition(), view))
                        : name(read.definition(), view));
        addClassName("tag");
        setTitle(view.getTranslation("explain.definition." + read.definition()));
    }

    static Optional<DefinitionMark> of(DefinitionInForce read, Component view) {
        return isMeantAnyway(read) ? Optional.empty() : Optional.of(new DefinitionMark(read, view));
    }

    static Optional<DefinitionMark> of(OeeDefinition definition, Component view) {
        return of(new DefinitionInForce(definition, false), view);
    }

    /** What a column or a curve of OEE is called. */
    static String oee(OeeDefinition definition, Component view) {
        var oee = view.getTranslation("comparison.oee");
        return definition == OeeDefinition.ISO_22400
                ? oee
                : "%s (%s)".formatted(oee, name(definition, view));
    }

    static String name(OeeDefinition definition, Component view) {
        return view.getTranslation("explain.definition.name." + definition);
    }

    private static boolean isMeantAnyway(DefinitionInForce read) {
        return read.definition() == OeeDefinition.ISO_22400 && !read.sitesDiffer();
    }
}
