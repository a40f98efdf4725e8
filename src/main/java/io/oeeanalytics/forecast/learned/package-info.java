/**
 * Global models: one model learned from all lines together, so that what lines share (weekdays,
 * planned hours, product mix) is learned from all of them.
 */
@NamedInterface("learned")
@NullMarked
package io.oeeanalytics.forecast.learned;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
