/**
 * Reads what people write: PDF, Word, Excel, HTML, Markdown, plain text. Each file is read by a
 * process of its own with little memory and little time, because files can be made to use up
 * either.
 */
@NamedInterface("document")
@NullMarked
package io.oeeanalytics.advisor.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
