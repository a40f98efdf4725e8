/**
 * Tables generated from the migrations, one sub-package a schema; only this file is written by
 * hand.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.oeeanalytics.db;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
