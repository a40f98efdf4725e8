/** The views of signing in and of the accounts. */
@NullMarked
package io.oeeanalytics.identity.ui;

import org.jspecify.annotations.NullMarked;
