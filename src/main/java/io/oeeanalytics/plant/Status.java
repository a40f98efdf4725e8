package io.oeeanalytics.plant;

import java.util.List;

/**
 * A machine status of the plant's catalogue.
 *
 * @param code the number machines and files use
 * @param group its place in the tree of reasons, such as "Failure/Machine"; empty for none
 */
public record Status(int code, String name, TimeCategory category, String group) {
    /** Parts the levels of a reason. */
    public static final String LEVEL = "/";

    /** Levels of the reason, the widest first. */
    public List<String> path() {
        return group.isEmpty() ? List.of() : List.of(group.split(LEVEL, -1));
    }
}
