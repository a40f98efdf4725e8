/**
 * What happened on the lines: machine states, pieces, reported days and what people say of them.
 * Owns schema {@code production}; whoever writes facts also marks the stretch whose figures they
 * change.
 */
@ApplicationModule(
        allowedDependencies = {
            "base",
            "base :: ui",
            "base :: api",
            "identity",
            "ops",
            "plant",
            "db"
        })
@NullMarked
package io.oeeanalytics.production;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
