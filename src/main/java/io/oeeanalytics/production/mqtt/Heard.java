package io.oeeanalytics.production.mqtt;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.util.List;

/**
 * What one message says.
 *
 * @param faults what of it cannot be taken
 * @param rebirth the Sparkplug node that shall tell everything anew, as group/node; empty: none
 */
record Heard(List<Told> told, List<Fault> faults, String rebirth) {
    static final Heard NOTHING = new Heard(List.of(), List.of(), "");

    static Heard refused(String path, String reason) {
        return new Heard(List.of(), List.of(new Fault(path, reason)), "");
    }
}
