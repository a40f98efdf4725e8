/**
 * Answers questions about the plant with receipts: from the figures of the other rooms, by tools,
 * and from documents and our own guide, by passages that are cited. Keeps documents and
 * conversations. Owns schema {@code advisor}.
 */
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
