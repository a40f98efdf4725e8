/** What administrators see of background work. */
@NullMarked
package io.oeeanalytics.ops.ui;

import org.jspecify.annotations.NullMarked;
