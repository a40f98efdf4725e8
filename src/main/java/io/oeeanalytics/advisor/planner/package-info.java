/**
 * Answers the common questions without any model: finds in a question which lines, which dates and
 * which of the tools it is about, by lists of words in English, German and French. What it does not
 * understand it says so, word by word, instead of guessing.
 */
@NullMarked
package io.oeeanalytics.advisor.planner;

import org.jspecify.annotations.NullMarked;
