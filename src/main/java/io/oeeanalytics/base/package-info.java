/** The few types every room speaks. No Spring, no SQL. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.oeeanalytics.base;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
