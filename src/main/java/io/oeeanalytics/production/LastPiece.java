package io.oeeanalytics.production;

import io.oeeanalytics.plant.ProductId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest piece before some instant.
 *
 * @param product null where it is not known
 */
public record LastPiece(Instant at, @Nullable ProductId product) {}
