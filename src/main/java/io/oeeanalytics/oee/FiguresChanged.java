package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;

/** The line's figures were written anew; said after they can be read. */
public record FiguresChanged(LineId line) {}
