/**
 * The demonstration plant: an invented site and a simulator of what its machines would have told.
 */
@ApplicationModule
@NullMarked
package io.oeeanalytics.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
