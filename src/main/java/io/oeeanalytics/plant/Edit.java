package io.oeeanalytics.plant;

import java.time.Instant;

/** One act of changing rules; all its rows bear the same moment, so no reader sees half of it. */
record Edit(Instant at, String by) {}
