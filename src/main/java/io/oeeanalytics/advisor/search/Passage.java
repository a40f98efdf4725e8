package io.oeeanalytics.advisor.search;

/**
 * A part of a document, short enough for an embedding model to read whole.
 *
 * @param document the document's id
 * @param number from 0, in the order of the document
 * @param page from 1; 0 where the document has no pages
 * @param heading the headings it stands under, outermost first, joined by {@code " > "}; may be
 *     empty
 */
public record Passage(String document, int number, int page, String heading, String text) {}
