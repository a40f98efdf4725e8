/**
 * Finds the passages of documents that answer a question: by their words (BM25) and by their
 * meaning (vectors), both in process and without a network. An index here is derived from the
 * documents and can be dropped at any moment.
 */
@NamedInterface("search")
@NullMarked
package io.oeeanalytics.advisor.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
