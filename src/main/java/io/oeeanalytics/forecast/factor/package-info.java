/**
 * Availability, effectiveness and quality of the days ahead, each forecast on a scale that keeps it
 * in range and brought together by the errors they made together. Pure computation.
 */
@NamedInterface("factor")
@NullMarked
package io.oeeanalytics.forecast.factor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
