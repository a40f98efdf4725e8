/**
 * What keeps the house running: the database it starts on, background jobs, health and the plant's
 * clock.
 */
@ApplicationModule(allowedDependencies = "base")
@NullMarked
package io.oeeanalytics.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
