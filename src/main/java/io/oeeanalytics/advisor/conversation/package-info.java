/**
 * What people ask and what they are answered, kept for each of them; who answers, how often they
 * may ask, and what a model may cost.
 */
@NamedInterface("conversation")
@NullMarked
package io.oeeanalytics.advisor.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
