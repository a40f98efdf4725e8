/** The door through which other systems ask which model serves which line. */
@NullMarked
package io.oeeanalytics.registry.door;

import org.jspecify.annotations.NullMarked;
