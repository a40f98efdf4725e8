package io.oeeanalytics.registry;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Checks the bytes of models on their way in and, against their digest, on their way out. */
@Component
class Artefacts {
    private static final int MEBIBYTE = 1024 * 1024;

    /** Files are held in memory while they are checked. */
    private static final int AT_ONCE = 4;

    private final ArtefactStore store;
    private final int largest;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Artefacts(ArtefactStore store, @Value("${oee.registry.largest-file-mb:32}") int largestMb) {
        if (largestMb < 1 || largestMb > 512) {
            throw new IllegalArgumentException(
                    "oee.registry.largest-file-mb lies between 1 and 512, not %d"
                            .formatted(largestMb));
        }
        this.store = store;
        this.largest = largestMb * MEBIBYTE;
    }

    int largest() {
        return largest;
    }

    /** Few at a time: whoever comes when all places are taken is told to come back. */
    <T> T inTurn(Supplier<T> transfer) {
        if (!places.tryAcquire()) {
            throw new RegistryProblem.Busy(
                    "%d files are being moved already; try again in some seconds."
                            .formatted(AT_ONCE));
        }
        try {
            return transfer.get();
        } finally {
            places.release();
        }
    }

    Digest keep(String path, byte[] bytes) {
        Names.checkPath(path);
        if (bytes.length > largest) {
            throw tooLarge(path);
        }
        FileKind.check(path, bytes);
        var digest = Digest.of(bytes);
        store.keep(digest, bytes);
        return digest;
    }

    RegistryProblem.FileRefused tooLarge(String path) {
        return new RegistryProblem.FileRefused(
                "The file %s has more than %d MiB.".formatted(path, largest / MEBIBYTE), true);
    }

    byte[] fetch(Digest digest) {
        var bytes =
                store.fetch(digest)
                        .orElseThrow(
                                () ->
                                        new RegistryProblem.Damaged(
                                                "The bytes of %s are not in %s."
                                                        .formatted(digest, store.place())));
        var found = Digest.of(bytes);
        if (!found.equals(digest)) {
            throw new RegistryProblem.Damaged(
                    "The bytes kept as %s are those of %s; they are not given out."
                            .formatted(digest, found));
        }
        return bytes;
    }
}
