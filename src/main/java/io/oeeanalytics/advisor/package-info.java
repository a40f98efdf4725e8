/**
 * Answers to questions about the plant, each with what it rests on: figures are the engine's own,
 * sentences of manuals name document and page.
 */
@ApplicationModule(allowedDependencies = {"base", "base :: ui"})
@NullMarked
package io.oeeanalytics.advisor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
