/**
 * What the days ahead will likely bring: the cleaned series of a line, its forecast with intervals,
 * and how well that would have gone lately.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"base", "plant", "oee"})
@NullMarked
package io.oeeanalytics.forecast;

import org.jspecify.annotations.NullMarked;
