package io.oeeanalytics.production.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives short codes an index, without making a string for every row they stand in. */
final class CodeTable {
    private static final int MOST_CODES = 10_000;
    private static final int MOST_CHARACTERS = 100;
    private static final char UNREADABLE = '\uFFFD';

    private final String what;
    private final List<String> codes = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<char[]> spellings = new ArrayList<>();
    private final List<Integer> spellingIndexes = new ArrayList<>();
    private int[] slots = new int[64];
    private char[] lastSpelling = {};
    private int lastIndex = -1;

    /**
     * @param what the thing coded, for messages, such as "line"
     */
    CodeTable(String what) {
        this.what = what;
        Arrays.fill(slots, -1);
    }

    List<String> codes() {
        return codes;
    }

    String code(int index) {
        return codes.get(index);
    }

    /** Index of a code; spellings that differ only in case are the same code. */
    int index(char[] text, int from, int to) throws BadRow {
        if (lastIndex >= 0 && matches(lastSpelling, text, from, to)) {
            return lastIndex;
        }
        int spelling = spelling(text, from, to);
        lastSpelling = spellings.get(spelling);
        lastIndex = spellingIndexes.get(spelling);
        return lastIndex;
    }

    private int spelling(char[] text, int from, int to) throws BadRow {
        int slot = slot(hash(text, from, to));
        while (slots[slot] >= 0) {
            if (matches(spellings.get(slots[slot]), text, from, to)) {
                return slots[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(text, from, to);
    }

    private int add(char[] text, int from, int to) throws BadRow {
        if (from >= to) {
            throw new BadRow(RowFault.MISSING_VALUE, "The %s is missing.".formatted(what));
        }
        if (to - from > MOST_CHARACTERS) {
            throw new BadRow(
                    RowFault.BAD_CODE,
                    "The %s is %d characters long; %d are allowed."
                            .formatted(what, to - from, MOST_CHARACTERS));
        }
        String spelled = new String(text, from, to - from);
        if (spelled.indexOf(UNREADABLE) >= 0) {
            throw new BadRow(
                    RowFault.BAD_CODE,
                    "The %s \"%s\" has characters that cannot be read; save the file as UTF-8."
                            .formatted(what, spelled));
        }
        if (spellings.size() == MOST_CODES) {
            throw new BadRow(
                    RowFault.BAD_CODE,
                    "The %s \"%s\" comes after %d others; is the right column chosen for it?"
                            .formatted(what, spelled, MOST_CODES));
        }
        String code = spelled.toUpperCase(Locale.ROOT);
        Integer known = indexes.get(code);
        int index = known == null ? codes.size() : known;
        if (known == null) {
            codes.add(code);
            indexes.put(code, index);
        }
        spellings.add(spelled.toCharArray());
        spellingIndexes.add(index);
        if (2 * spellings.size() > slots.length) {
            slots = new int[2 * slots.length];
            Arrays.fill(slots, -1);
            for (int i = 0; i < spellings.size(); i++) {
                occupy(i);
            }
        } else {
            occupy(spellings.size() - 1);
        }
        return spellings.size() - 1;
    }

    /** Takes back the code met last, as if it had never stood in the file. */
    void withdrawLast() {
        char[] spelling = spellings.removeLast();
        spellingIndexes.removeLast();
        indexes.remove(codes.removeLast());
        int slot = slot(hash(spelling, 0, spelling.length));
        while (slots[slot] != spellings.size()) {
            slot = (slot + 1) & (slots.length - 1);
        }
        // nothing was put behind it since, so no search passes over this slot
        slots[slot] = -1;
        lastIndex = -1;
    }

    private void occupy(int spelling) {
        char[] text = spellings.get(spelling);
        int slot = slot(hash(text, 0, text.length));
        while (slots[slot] >= 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = spelling;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    private static boolean matches(char[] known, char[] text, int from, int to) {
        return Arrays.equals(known, 0, known.length, text, from, Math.max(from, to));
    }
}
