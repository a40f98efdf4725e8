package io.oeeanalytics.advisor.search;

/**
 * A passage that may answer a question.
 *
 * @param number of the passage in its document
 * @param score of 0 to 1, comparable within one answer only
 */
public record FoundPassage(String document, int number, double score) {}
