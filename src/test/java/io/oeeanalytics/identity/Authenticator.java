package io.oeeanalytics.identity;

import java.time.Instant;

/** The app on a person's phone. */
public final class Authenticator {
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret;

    /**
     * @param words as typed from the page, in base 32
     */
    public Authenticator(String words) {
        var text = words.replace(" ", "");
        secret = new byte[text.length() * 5 / 8];
        for (int bit = 0; bit < secret.length * 8; bit++) {
            int value = BASE_32.indexOf(text.charAt(bit / 5));
            secret[bit / 8] |= (byte) (((value >> (4 - bit % 5)) & 1) << (7 - bit % 8));
        }
    }

    public String codeAt(Instant at) {
        return Totp.code(secret, Totp.step(at));
    }

    public byte[] secret() {
        return secret.clone();
    }
}
