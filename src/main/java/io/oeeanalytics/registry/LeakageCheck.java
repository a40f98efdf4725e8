package io.oeeanalytics.registry;

/**
 * Whether a version could see what it should not have known.
 *
 * @param name such as "features end before the origin"
 */
public record LeakageCheck(String name, boolean passed, String detail) {
    public LeakageCheck {
        Names.checkText("a leakage check", name);
        Names.checkText("a leakage check's detail", detail);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a leakage check says what it checked");
        }
    }
}
