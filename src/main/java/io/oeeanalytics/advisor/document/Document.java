package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.VisibleText;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A document with the newest file that was given for it.
 *
 * @param origin what names it at its source: the language of a guide, the path in the folder; empty
 *     for an upload
 * @param answering the revision whose passages are found, which may be older than the newest
 * @param removedAt since when nobody finds it
 * @param newest the file that was given last, be it refused or not read yet
 */
public record Document(
        int id,
        String title,
        Source source,
        String origin,
        Audience audience,
        Optional<Integer> answering,
        Optional<Instant> removedAt,
        Revision newest) {

    /** Of these, the first in which something is seen, on one line and not too long. */
    static String title(String given, String otherwise) {
        return Stream.of(given, otherwise)
                .map(one -> VisibleText.of(one.replace('\n', ' ')).replace('\n', ' '))
                .filter(one -> !one.isEmpty())
                .findFirst()
                .map(Document::cut)
                .orElse("–");
    }

    private static String cut(String title) {
        boolean fits = title.codePointCount(0, title.length()) <= Documents.LONGEST_TITLE;
        return fits
                ? title
                : title.substring(0, title.offsetByCodePoints(0, Documents.LONGEST_TITLE));
    }

    /** Where it comes from. */
    public enum Source {
        /** Ships with the product. */
        GUIDE,
        /** Somebody added it in the browser. */
        UPLOAD,
        /** It lay in the folder that is watched. */
        FOLDER
    }

    /**
     * Who may read it.
     *
     * @param roles one of these
     * @param everyLine of no line in particular: the role is enough
     * @param lines otherwise whoever reaches one of these
     */
    public record Audience(Set<Role> roles, boolean everyLine, Set<LineId> lines) {
        /**
         * @throws IllegalArgumentException where nobody could read it
         */
        public Audience {
            roles = Set.copyOf(roles);
            lines = Set.copyOf(lines);
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("a document that no role may read");
            }
        }

        /** Of no line in particular where none is chosen. */
        public static Audience of(Set<Role> roles, Set<LineId> lines) {
            return new Audience(roles, lines.isEmpty(), lines);
        }
    }

    /** How far reading has come. */
    public enum State {
        WAITING,
        READY,
        REFUSED
    }

    /**
     * A file that was given for a document.
     *
     * @param number from 1
     * @param sha256 in hexadecimal digits
     * @param pages 0 where it has none, or is not read yet
     */
    public record Revision(
            int number,
            String fileName,
            String sha256,
            long bytes,
            State state,
            Optional<Refusal> refusal,
            int pages,
            int pagesWithoutText,
            Instant addedAt,
            String addedBy) {}
}
