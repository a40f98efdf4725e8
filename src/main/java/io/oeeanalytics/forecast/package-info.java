/**
 * What the days ahead will likely bring: the cleaned series of a line or the plant, its forecast
 * with intervals, and how well that would have gone lately.
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
            "oee",
            "registry",
            "registry :: scoring"
        })
@NullMarked
package io.oeeanalytics.forecast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
