/** The door through which other systems read and change the plant model. */
@NullMarked
package io.oeeanalytics.plant.door;

import org.jspecify.annotations.NullMarked;
