package io.oeeanalytics.demo;

import java.time.LocalDate;

/** A day on which the whole plant stands still, and why. */
public record ClosedDay(LocalDate date, String reason) {}
