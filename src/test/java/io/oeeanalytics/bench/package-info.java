/**
 * Benchmarks, run by {@code ./run.sh bench NAME}; each prints ours, the reference and the ratio.
 */
@NullMarked
package io.oeeanalytics.bench;

import org.jspecify.annotations.NullMarked;
