package io.oeeanalytics.identity;

import io.oeeanalytics.identity.PasswordRefused.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords people may choose: length instead of character classes (NIST SP 800-63B), and
 * none that somebody guesses first (ASVS 6.2.4, 6.2.11). The list of decision 0020 is asked here,
 * without a network.
 */
final class PasswordRules {
    static final int SHORTEST = 12;

    /** bcrypt reads no further. */
    static final int LONGEST_BYTES = 72;

    /** Of different characters. Fewer are a pattern somebody types with one finger. */
    private static final int LEAST_VARIED = 5;

    /** A shorter sign-in name stands in too many words. */
    private static final int SHORTEST_NAME = 3;

    private static final String PRODUCT = "oee";

    private final Set<String> common = common();

    /**
     * @param name the sign-in name of whoever chose it
     * @throws PasswordRefused where it may not be set
     */
    void check(String name, String password) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            throw new PasswordRefused(
                    Reason.SHORT,
                    length,
                    "a password needs at least %d characters, this one has %d"
                            .formatted(SHORTEST, length));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new PasswordRefused(
                    Reason.LONG,
                    LONGEST_BYTES,
                    "a password may have at most %d bytes".formatted(LONGEST_BYTES));
        }
        var small = password.toLowerCase(Locale.ROOT);
        if (common.contains(small)) {
            throw new PasswordRefused(
                    Reason.COMMON, "this password is on the list of those tried first");
        }
        if (small.chars().distinct().count() < LEAST_VARIED) {
            throw new PasswordRefused(
                    Reason.UNIFORM,
                    LEAST_VARIED,
                    "a password needs at least %d different characters".formatted(LEAST_VARIED));
        }
        if (name.length() >= SHORTEST_NAME && small.contains(name.toLowerCase(Locale.ROOT))) {
            throw new PasswordRefused(
                    Reason.OWN_NAME, "a password may not contain the sign-in name");
        }
        if (small.contains(PRODUCT)) {
            throw new PasswordRefused(
                    Reason.PRODUCT, "a password may not contain the product's name");
        }
    }

    private static Set<String> common() {
        try (InputStream list =
                Objects.requireNonNull(
                        PasswordRules.class.getResourceAsStream("/common-passwords.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
