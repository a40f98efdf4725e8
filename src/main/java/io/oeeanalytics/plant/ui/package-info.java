/** The view in which administrators keep the plant model. */
@NullMarked
package io.oeeanalytics.plant.ui;

import org.jspecify.annotations.NullMarked;
