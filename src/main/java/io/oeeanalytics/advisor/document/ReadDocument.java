package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Block;
import java.util.List;

/**
 * A document as it was read.
 *
 * @param pages 0 where the document has none
 * @param pagesWithoutText of those, the ones without a letter, such as scans
 */
public record ReadDocument(List<Block> blocks, int pages, int pagesWithoutText) {
    public ReadDocument {
        blocks = List.copyOf(blocks);
    }
}
