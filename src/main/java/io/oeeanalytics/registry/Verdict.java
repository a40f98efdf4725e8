package io.oeeanalytics.registry;

import java.util.List;
import java.util.stream.Collectors;

/** What the gates said of a version that asked for an alias. */
public record Verdict(List<Gate> gates) {
    public Verdict {
        gates = List.copyOf(gates);
    }

    public boolean passed() {
        return gates.stream().allMatch(Gate::passed);
    }

    /** Of the gates that are closed. */
    String reasons() {
        return gates.stream()
                .filter(gate -> !gate.passed())
                .map(Gate::inWords)
                .collect(Collectors.joining("; "));
    }
}
