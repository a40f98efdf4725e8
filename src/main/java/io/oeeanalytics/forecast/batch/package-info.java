/** The {@code forecast} command: files of many series in, a file of forecasts out. */
@NamedInterface("batch")
@NullMarked
package io.oeeanalytics.forecast.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
