/**
 * Whether a line is still the one its forecasts were made for: pure computations on two stretches
 * of days.
 */
@NamedInterface("drift")
@NullMarked
package io.oeeanalytics.forecast.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
