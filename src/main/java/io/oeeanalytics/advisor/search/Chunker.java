package io.oeeanalytics.advisor.search;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts documents into passages along their structure: never across a heading or a page, between
 * paragraphs where that is possible, between sentences where it is not; a table stays whole, and
 * one too long for that repeats its head. A heading with nothing under it is a text of its own.
 */
public final class Chunker {
    /** Some 120 word pieces of English: one thought, mostly. */
    static final int MOST_CHARACTERS = 560;

    /** A passage under so many characters takes in the beginning of a long paragraph. */
    private static final int FEW_CHARACTERS = 180;

    /** A longer heading is a paragraph that looks like one. */
    private static final int LONGEST_HEADING = 200;

    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    public List<Passage> passages(String document, List<Block> blocks) {
        var cut = new Cut(document);
        blocks.forEach(cut::take);
        cut.endAll();
        return List.copyOf(cut.passages);
    }

    private static final class Cut {
        private final String document;
        private final List<Passage> passages = new ArrayList<>();
        private final List<Block> headings = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int page;

        /** How many of the headings, from the outermost, some passage has. */
        private int told;

        /** What bare headings in the text stand under; null where it is no such text. */
        private @Nullable String above;

        private Cut(String document) {
            this.document = document;
        }

        private void take(Block block) {
            String given = block.text();
            if (given.codePoints().noneMatch(Character::isLetterOrDigit)) {
                return;
            }
            if (block.kind() == Block.Kind.HEADING && given.length() <= LONGEST_HEADING) {
                leave(block.level());
                headings.add(block);
                return;
            }
            if (above != null) {
                end();
            }
            told = headings.size();
            if (block.page() != page) {
                end();
                page = block.page();
            }
            if (given.length() <= MOST_CHARACTERS) {
                add(given, "\n\n");
            } else if (block.kind() == Block.Kind.TABLE) {
                end();
                rows(given);
            } else {
                if (text.length() > FEW_CHARACTERS) {
                    end();
                }
                sentences(given);
            }
        }

        private void endAll() {
            leave(0);
            end();
        }

        /** What has that level or a lower one ends here; where it says nothing, its words stay. */
        private void leave(int level) {
            if (above == null) {
                end();
            }
            int kept = (int) headings.stream().filter(it -> it.level() < level).count();
            int first = Math.max(kept, told);
            if (first < headings.size()) {
                bare(heading(headings.subList(0, first)), headings.subList(first, headings.size()));
            }
            headings.subList(kept, headings.size()).clear();
            told = Math.min(told, kept);
        }

        private void bare(String under, List<Block> bare) {
            String words = heading(bare);
            if (words.length() > MOST_CHARACTERS) {
                bare.forEach(one -> bare(under, List.of(one)));
                return;
            }
            int where = bare.getLast().page();
            if (where != page || !under.equals(above) || !hasRoom(words)) {
                end();
            }
            above = under;
            page = where;
            add(words, "\n");
        }

        private boolean hasRoom(String part) {
            return text.isEmpty() || text.length() + part.length() + 2 <= MOST_CHARACTERS;
        }

        private void add(String part, String between) {
            if (!hasRoom(part)) {
                end();
            }
            if (!text.isEmpty()) {
                text.append(between);
            }
            text.append(part);
        }

        /** A row that is too long with its head stands without, as the first one does. */
        private void rows(String table) {
            String[] rows = LINES.split(table);
            String head = rows[0];
            for (int i = 0; i < rows.length; i++) {
                if (rows[i].length() > MOST_CHARACTERS) {
                    sentences(rows[i]);
                    end();
                    continue;
                }
                if (!hasRoom(rows[i])) {
                    end();
                }
                boolean headFits = head.length() + rows[i].length() + 2 <= MOST_CHARACTERS;
                if (i > 0 && text.isEmpty() && headFits) {
                    add(head, "\n");
                }
                add(rows[i], "\n");
            }
            end();
        }

        private void sentences(String paragraph) {
            var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(paragraph);
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
                String sentence = paragraph.substring(from, to).strip();
                if (sentence.length() <= MOST_CHARACTERS) {
                    add(sentence, " ");
                } else {
                    words(sentence);
                }
            }
        }

        /** Of what has no sentences, such as a list of numbers; even of what has no blanks. */
        private void words(String sentence) {
            for (String word : BLANKS.split(sentence)) {
                int from = 0;
                while (word.length() - from > MOST_CHARACTERS) {
                    int to = beforeSurrogate(word, from + MOST_CHARACTERS);
                    end();
                    add(word.substring(from, to), "");
                    from = to;
                }
                add(word.substring(from), " ");
            }
        }

        private void end() {
            if (!text.isEmpty()) {
                String heading = above == null ? heading(headings) : above;
                passages.add(
                        new Passage(document, passages.size(), page, heading, text.toString()));
                text.setLength(0);
            }
            above = null;
        }

        private static String heading(List<Block> headings) {
            return String.join(" > ", headings.stream().map(Block::text).toList());
        }
    }

    private static int beforeSurrogate(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
