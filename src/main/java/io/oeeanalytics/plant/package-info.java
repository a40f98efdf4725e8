/**
 * What the plant is: its lines, products with ideal cycles, statuses and shifts. Owns schema {@code
 * plant}.
 */
@ApplicationModule(
        allowedDependencies = {"base", "base :: ui", "base :: api", "identity", "ops", "db"})
@NullMarked
package io.oeeanalytics.plant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
