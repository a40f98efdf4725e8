package io.oeeanalytics.advisor.tool;

/**
 * A passage of a document that whoever asks may read.
 *
 * @param id as an answer cites it: document and passage, such as {@code D12.4}
 * @param title of the document
 * @param revision of the document, from 1
 * @param page from 1; 0 where the document has no pages
 * @param heading the headings it stands under, joined by {@code " > "}; may be empty
 * @param address of the page that shows it, within the product
 */
public record CitedPassage(
        String id,
        int document,
        String title,
        int revision,
        int page,
        String heading,
        String text,
        String address) {
    /** Of it within its document, from 0. */
    public int number() {
        return Integer.parseInt(id.substring(id.indexOf('.') + 1));
    }
}
