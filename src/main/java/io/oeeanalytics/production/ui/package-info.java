/** Views of what happened on the lines and how it came in. */
@NullMarked
package io.oeeanalytics.production.ui;

import org.jspecify.annotations.NullMarked;
