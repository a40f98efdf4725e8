/** Knows what documents and our own guide say, and finds the passages that answer a question. */
@ApplicationModule(
        allowedDependencies = {
            "base",
            "base :: ui",
            "base :: api",
            "db",
            "identity",
            "ops",
            "plant",
            "production",
            "oee",
            "forecast",
            "forecast :: drift",
            "forecast :: factor",
            "registry"
        })
@NullMarked
package io.oeeanalytics.advisor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
