package io.oeeanalytics;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Simulates the demo plant at its start, as of its own clock. Other tests of the demo get a copy of
 * one that was simulated as of today.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OwnDemo {}
