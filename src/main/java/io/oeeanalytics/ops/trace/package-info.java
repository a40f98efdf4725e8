/**
 * Traces by OpenTelemetry for a collector that is named; without one nothing of this is started.
 */
@NullMarked
package io.oeeanalytics.ops.trace;

import org.jspecify.annotations.NullMarked;
