package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Block;
import io.oeeanalytics.advisor.search.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Takes the blocks of a document in their order, cleaned, and no more than can be meant well. */
final class Blocks {
    /** A shelf of manuals; War and Peace has three million. */
    private static final int MOST_CHARACTERS = 20_000_000;

    private final List<Block> blocks = new ArrayList<>();
    private long characters;

    void add(Block block) throws DocumentRefused {
        String text = VisibleText.of(block.text());
        if (text.isBlank()) {
            return;
        }
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            throw new DocumentRefused(Refusal.TOO_LARGE);
        }
        blocks.add(new Block(block.kind(), block.page(), block.level(), text));
    }

    List<Block> all() {
        return blocks;
    }
}
