/** The views of the guide. */
@NullMarked
package io.oeeanalytics.advisor.ui;

import org.jspecify.annotations.NullMarked;
