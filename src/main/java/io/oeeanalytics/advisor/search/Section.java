package io.oeeanalytics.advisor.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Passages that follow one another under one heading. The embedding model reads them together, and
 * only their beginnings: what a text is about mostly stands there, and the time a model takes grows
 * with what it reads.
 *
 * @param from number of the first passage in the list it is of
 * @param to number after the last
 * @param read what the model reads
 */
record Section(int from, int to, String read) {
    private static final int MOST_PASSAGES = 3;

    /** In characters, of title and heading each. */
    private static final int OF_A_TITLE = 80;

    /** In characters, of all passages together: some 105 word pieces of English. */
    private static final int OF_ALL = 460;

    /** The first passage gets half, the others share the rest. */
    static List<Section> of(String title, List<Passage> passages) {
        var sections = new ArrayList<Section>();
        for (int from = 0, to; from < passages.size(); from = to) {
            String heading = passages.get(from).heading();
            to = from + 1;
            while (to < passages.size()
                    && to - from < MOST_PASSAGES
                    && passages.get(to).heading().equals(heading)) {
                to++;
            }
            var read = new StringBuilder();
            read.append(beginning(title, OF_A_TITLE)).append('\n');
            read.append(beginning(heading, OF_A_TITLE)).append('\n');
            int others = to - from - 1;
            int ofFirst = others == 0 ? OF_ALL : OF_ALL / 2;
            read.append(beginning(passages.get(from).text(), ofFirst));
            for (var other : passages.subList(from + 1, to)) {
                read.append('\n').append(beginning(other.text(), OF_ALL / 2 / others));
            }
            sections.add(new Section(from, to, read.toString().strip()));
        }
        return sections;
    }

    /** Its first words. */
    private static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int blank = text.lastIndexOf(' ', most);
        return text.substring(0, blank > 0 ? blank : most);
    }
}
