/**
 * What keeps the house running: the database it starts on, background jobs, caches that instances
 * share, health, meters and the plant's clock. Owns schema {@code ops}.
 */
@ApplicationModule(allowedDependencies = {"base", "base :: ui", "db"})
@NullMarked
package io.oeeanalytics.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
