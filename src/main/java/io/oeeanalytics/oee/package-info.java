/**
 * How well a line ran: the time model of ISO 22400-2, its ledgers by shift and day, and the losses
 * that explain them. Facts come from {@code production}. Owns schema {@code oee}.
 */
@ApplicationModule(
        allowedDependencies = {
            "base",
            "base :: ui",
            "base :: api",
            "identity",
            "ops",
            "plant",
            "production",
            "db"
        })
@NullMarked
package io.oeeanalytics.oee;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
