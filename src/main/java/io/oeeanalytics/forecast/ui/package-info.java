/** The views of what is to come. */
@NullMarked
package io.oeeanalytics.forecast.ui;

import org.jspecify.annotations.NullMarked;
