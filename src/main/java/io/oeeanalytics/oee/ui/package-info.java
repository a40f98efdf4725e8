/** The views of what lines did. */
@NullMarked
package io.oeeanalytics.oee.ui;

import org.jspecify.annotations.NullMarked;
