/**
 * Models of tables made from bytes: ONNX and Tribuo. Knows no registry and no Spring. Bytes are
 * looked through before anything is made of them, and what could run code, read files or grow
 * without bounds is refused.
 */
@NamedInterface("scoring")
@NullMarked
package io.oeeanalytics.registry.scoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
