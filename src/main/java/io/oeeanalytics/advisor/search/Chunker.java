package io.oeeanalytics.advisor.search;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Cuts documents into passages along their structure: never across a heading or a page, between
 * paragraphs where that is possible, between sentences where it is not; a table stays whole, and
 * one too long for that repeats its head.
 */
public final class Chunker {
    /**
     * In word pieces: the embedding model was trained on texts of 128 and understands longer ones
     * less well; it can read 512, so that a title before the text is read as well.
     */
    static final int MOST_PIECES = 120;

    /** A passage under this many word pieces takes in the beginning of a long paragraph. */
    private static final int FEW_PIECES = 40;

    /**
     * In characters. The model counts a word of over a hundred letters as one piece, so that piece
     * by piece a passage could be of any size.
     */
    static final int MOST_CHARACTERS = 2_000;

    /** A longer heading is a paragraph that looks like one. */
    private static final int LONGEST_HEADING = 200;

    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern WORDS = Pattern.compile("(?<=\\s)");

    private final ToIntFunction<String> counted;

    /**
     * @param counted how many word pieces a text is to the embedding model
     */
    public Chunker(ToIntFunction<String> counted) {
        this.counted = counted;
    }

    /** What of a passage a text takes up, in word pieces. */
    private int size(String text) {
        int byCharacters = Math.ceilDiv(text.length() * MOST_PIECES, MOST_CHARACTERS);
        return byCharacters > MOST_PIECES
                ? byCharacters
                : Math.max(byCharacters, counted.applyAsInt(text));
    }

    public List<Passage> passages(String document, List<Block> blocks) {
        var cut = new Cut(document);
        blocks.forEach(cut::take);
        cut.end();
        return List.copyOf(cut.passages);
    }

    private final class Cut {
        private final String document;
        private final List<Passage> passages = new ArrayList<>();
        private final List<Block> headings = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int count;
        private int page;

        private Cut(String document) {
            this.document = document;
        }

        private void take(Block block) {
            if (block.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
                return;
            }
            if (block.kind() == Block.Kind.HEADING && block.text().length() <= LONGEST_HEADING) {
                end();
                headings.removeIf(above -> above.level() >= block.level());
                headings.add(block);
                return;
            }
            if (block.page() != page) {
                end();
                page = block.page();
            }
            int length = size(block.text());
            if (length > MOST_PIECES) {
                if (count > FEW_PIECES || block.kind() == Block.Kind.TABLE) {
                    end();
                }
                if (block.kind() == Block.Kind.TABLE) {
                    rows(block.text());
                } else {
                    sentences(block.text());
                }
                return;
            }
            add(block.text(), length, "\n\n");
        }

        private void add(String part, int length, String between) {
            if (count + length > MOST_PIECES) {
                end();
            }
            if (!text.isEmpty()) {
                text.append(between);
            }
            text.append(part);
            count += length;
        }

        /** A row that is too long with its head stands without, as the first one does. */
        private void rows(String table) {
            String[] rows = LINES.split(table);
            String head = rows[0];
            int headLength = size(head);
            for (int i = 0; i < rows.length; i++) {
                int length = size(rows[i]);
                if (length > MOST_PIECES) {
                    sentences(rows[i]);
                    end();
                    continue;
                }
                if (count + length > MOST_PIECES) {
                    end();
                }
                if (i > 0 && count == 0 && headLength + length <= MOST_PIECES) {
                    add(head, headLength, "\n");
                }
                add(rows[i], length, "\n");
            }
            end();
        }

        private void sentences(String paragraph) {
            var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(paragraph);
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
                String sentence = paragraph.substring(from, to).strip();
                int length = size(sentence);
                if (length <= MOST_PIECES) {
                    add(sentence, length, " ");
                } else {
                    words(sentence);
                }
            }
        }

        /** Of what has no sentences, such as a list of numbers. */
        private void words(String sentence) {
            for (String word : WORDS.split(sentence)) {
                String rest = word;
                while (size(rest) > MOST_PIECES) {
                    int half = beforeSurrogate(rest, rest.length() / 2);
                    String first = rest.substring(0, half);
                    int length = size(first);
                    if (length > MOST_PIECES) {
                        words(first);
                    } else {
                        add(first, length, "");
                    }
                    rest = rest.substring(half);
                }
                add(rest.strip(), size(rest), " ");
            }
        }

        private void end() {
            if (!text.isEmpty()) {
                passages.add(
                        new Passage(document, passages.size(), page, heading(), text.toString()));
                text.setLength(0);
                count = 0;
            }
        }

        private String heading() {
            return String.join(" > ", headings.stream().map(Block::text).toList());
        }
    }

    private static int beforeSurrogate(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
