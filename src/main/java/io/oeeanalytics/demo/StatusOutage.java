package io.oeeanalytics.demo;

import java.time.LocalDate;
import java.time.LocalTime;

/** Hours of one day in which a line's status log is silent although the line works on. */
public record StatusOutage(String lineCode, LocalDate date, LocalTime from, LocalTime to) {}
