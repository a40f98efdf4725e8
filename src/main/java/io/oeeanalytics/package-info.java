/** OEE Analytics: the application and its rooms. */
@NullMarked
package io.oeeanalytics;

import org.jspecify.annotations.NullMarked;
