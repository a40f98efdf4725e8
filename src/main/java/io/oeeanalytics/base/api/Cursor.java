package io.oeeanalytics.base.api;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Where a page of a long list ended, as callers hand it back for the next one. It belongs to the
 * question it answered, and a check sum finds one that was changed or cut short. It is no secret: a
 * position opens nothing that its caller may not read anyway.
 */
public final class Cursor {
    private static final int CHECK_BYTES = 8;

    /** No cursor of ours is longer; nothing longer is looked at. */
    private static final int LONGEST = 500;

    private static final char BETWEEN = '\n';

    private Cursor() {}

    /**
     * @param question everything that decides which list it is, and in which order
     * @param position of the last row of the page
     */
    public static String after(String question, Object... position) {
        var text =
                String.join("" + BETWEEN, Arrays.stream(position).map(Object::toString).toList());
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var whole =
                ByteBuffer.allocate(CHECK_BYTES + bytes.length)
                        .put(check(question, text))
                        .put(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    }

    /**
     * @return the position, in as many parts as it was made of
     * @throws ApiProblem when it is none of this question
     */
    public static List<String> position(String question, String cursor, int parts) {
        return text(cursor)
                .filter(whole -> isOf(question, whole))
                .map(whole -> List.of(shown(whole).split("" + BETWEEN, -1)))
                .filter(position -> position.size() == parts)
                .orElseThrow(Cursor::refused);
    }

    private static Optional<byte[]> text(String cursor) {
        if (cursor.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(cursor))
                    .filter(whole -> whole.length > CHECK_BYTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(String question, byte[] whole) {
        return Arrays.equals(Arrays.copyOf(whole, CHECK_BYTES), check(question, shown(whole)));
    }

    private static String shown(byte[] whole) {
        return new String(whole, CHECK_BYTES, whole.length - CHECK_BYTES, StandardCharsets.UTF_8);
    }

    private static byte[] check(String question, String position) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(question.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Arrays.copyOf(
                    digest.digest(position.getBytes(StandardCharsets.UTF_8)), CHECK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ApiProblem refused() {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "The question cannot be answered.",
                List.of(
                        new Fault(
                                "cursor",
                                "is none of this question; take it unchanged from 'next' of the page before, with the same parameters, or leave it out for the first page")));
    }
}
