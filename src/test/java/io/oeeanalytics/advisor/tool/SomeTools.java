package io.oeeanalytics.advisor.tool;

import java.util.List;

/** Tools of a test's own. */
public final class SomeTools {
    private SomeTools() {}

    public static Tools of(Tool... tools) {
        return new Tools(List.of(tools));
    }
}
