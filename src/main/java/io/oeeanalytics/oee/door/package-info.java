/** The door through which other systems read figures, each with what it is made of. */
@NullMarked
package io.oeeanalytics.oee.door;

import org.jspecify.annotations.NullMarked;
