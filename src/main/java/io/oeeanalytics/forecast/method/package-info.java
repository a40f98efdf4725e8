/** The forecasting methods: each turns a history of working days into the days that follow. */
@NullMarked
package io.oeeanalytics.forecast.method;

import org.jspecify.annotations.NullMarked;
