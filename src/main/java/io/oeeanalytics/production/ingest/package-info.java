/** Reads plant files row by row, says what is wrong with them, cleans and loads them. */
@NamedInterface("ingest")
@NullMarked
package io.oeeanalytics.production.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
