/** From a series to its forecast: the choice of methods by its character, and the intervals. */
@NamedInterface("auto")
@NullMarked
package io.oeeanalytics.forecast.auto;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
