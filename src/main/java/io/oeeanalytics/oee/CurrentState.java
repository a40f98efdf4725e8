package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Status;
import java.time.Instant;

/** What a line does now. */
public record CurrentState(Status status, Instant since) {}
