package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Sentence.Place;

/**
 * A sentence as it was written, before it is verified.
 *
 * @param words Markdown, without the marks of headings and lists
 */
record Draft(String words, Place place) {}
