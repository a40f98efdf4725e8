package io.oeeanalytics.advisor.search;

/**
 * A passage with what the embedding model made of the section it stands in.
 *
 * @param vector of length one
 */
@SuppressWarnings("ArrayRecordComponent") // as the index takes it; nobody compares them
public record IndexedPassage(Passage passage, float[] vector) {}
