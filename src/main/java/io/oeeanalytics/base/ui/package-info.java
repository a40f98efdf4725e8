/** The shell around every view: layout, menu, texts and theme. */
@NamedInterface("ui")
@NullMarked
package io.oeeanalytics.base.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
