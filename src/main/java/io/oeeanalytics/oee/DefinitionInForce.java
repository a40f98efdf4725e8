package io.oeeanalytics.oee;

import io.oeeanalytics.plant.OeeDefinition;

/**
 * What lines are read by together.
 *
 * @param sitesDiffer their sites report by several definitions, so that of ISO 22400 stands in
 */
public record DefinitionInForce(OeeDefinition definition, boolean sitesDiffer) {
    static final DefinitionInForce ISO_22400 =
            new DefinitionInForce(OeeDefinition.ISO_22400, false);
}
