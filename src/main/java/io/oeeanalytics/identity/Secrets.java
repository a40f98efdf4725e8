package io.oeeanalytics.identity;

import io.oeeanalytics.base.Sha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals what must not be readable in the database or its backups, with {@code SECRET_KEY} (AES-256,
 * GCM). Without one, as on a laptop, it is kept as it is.
 */
@Component
class Secrets {
    private static final int LEAST_LETTERS = 32;
    private static final byte PLAIN = 0;
    private static final byte SEALED = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final @Nullable SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    Secrets(@Value("${SECRET_KEY:}") String secret) {
        var text = secret.strip();
        if (!text.isEmpty() && text.length() < LEAST_LETTERS) {
            throw new IllegalArgumentException(
                    "SECRET_KEY has %d letters and needs %d or more; 'openssl rand -hex 32' makes one"
                            .formatted(text.length(), LEAST_LETTERS));
        }
        // It is random, so no slow derivation is needed.
        key = text.isEmpty() ? null : new SecretKeySpec(Sha256.of(text), "AES");
    }

    byte[] seal(byte[] open) {
        if (key == null) {
            return ByteBuffer.allocate(1 + open.length).put(PLAIN).put(open).array();
        }
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, open);
        return ByteBuffer.allocate(1 + NONCE + sealed.length)
                .put(SEALED)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * @throws IllegalStateException when it was sealed with another key
     */
    byte[] open(byte[] kept) {
        if (kept[0] == PLAIN) {
            return Arrays.copyOfRange(kept, 1, kept.length);
        }
        if (key == null) {
            throw new IllegalStateException(
                    "the database holds secrets that were sealed with SECRET_KEY, and none is set");
        }
        return cipher(
                Cipher.DECRYPT_MODE,
                key,
                Arrays.copyOfRange(kept, 1, 1 + NONCE),
                Arrays.copyOfRange(kept, 1 + NONCE, kept.length));
    }

    private static byte[] cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a secret in the database was sealed with another SECRET_KEY, or was changed",
                    e);
        }
    }
}
