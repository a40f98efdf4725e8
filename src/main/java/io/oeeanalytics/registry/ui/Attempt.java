package io.oeeanalytics.registry.ui;

import io.oeeanalytics.registry.RegistryProblem;
import java.util.function.Supplier;

/** Something an administrator does, and what is said when it cannot be done. */
final class Attempt {
    private Attempt() {}

    static void of(ModelPage page, Supplier<String> done) {
        try {
            page.said("info", done.get());
        } catch (RegistryProblem | IllegalArgumentException refused) {
            page.said("bad", String.valueOf(refused.getMessage()));
        }
    }
}
