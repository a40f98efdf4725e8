package io.oeeanalytics.advisor.search;

/**
 * A piece of a document as its author made it: a heading, a paragraph, a table.
 *
 * @param page from 1; 0 where the document has no pages
 * @param level of a heading from 1; 0 of others
 */
public record Block(Kind kind, int page, int level, String text) {
    /** What the author made it for. */
    public enum Kind {
        HEADING,
        PARAGRAPH,
        /** One row a line, the first being the head. */
        TABLE
    }

    public static Block heading(int page, int level, String text) {
        return new Block(Kind.HEADING, page, level, text);
    }

    public static Block paragraph(int page, String text) {
        return new Block(Kind.PARAGRAPH, page, 0, text);
    }

    public static Block table(int page, String rows) {
        return new Block(Kind.TABLE, page, 0, rows);
    }
}
