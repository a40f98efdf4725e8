/**
 * Models of tables that were made elsewhere, as forecasters of a series: which columns they are
 * told, and which of their past answers count.
 */
@NullMarked
package io.oeeanalytics.forecast.imported;

import org.jspecify.annotations.NullMarked;
