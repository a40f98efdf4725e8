package io.oeeanalytics.registry;

import org.jspecify.annotations.Nullable;

/**
 * Another version serves a line.
 *
 * @param version null where none does any more
 */
public record ChampionChanged(String model, String line, @Nullable Integer version) {}
