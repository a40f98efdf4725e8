/** The door through which other systems read what is expected. */
@NullMarked
package io.oeeanalytics.forecast.door;

import org.jspecify.annotations.NullMarked;
