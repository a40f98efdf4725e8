/**
 * Answers questions: with a model where one is set, by a planner of its own where none is. Whatever
 * says it, a sentence is shown only if its numbers are figures of this turn and its citations
 * passages of this turn.
 */
@NamedInterface("talk")
@NullMarked
package io.oeeanalytics.advisor.talk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
