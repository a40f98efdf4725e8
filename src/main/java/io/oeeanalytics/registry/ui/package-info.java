/** The view of models, their versions and what serves which line. */
@NullMarked
package io.oeeanalytics.registry.ui;

import org.jspecify.annotations.NullMarked;
