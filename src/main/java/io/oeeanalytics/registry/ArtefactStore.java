package io.oeeanalytics.registry;

import java.util.Optional;

/** Where bytes lie, by their digest; whoever reads them checks it again. */
interface ArtefactStore {
    /** Kept once, however often it comes. */
    void keep(Digest digest, byte[] bytes);

    Optional<byte[]> fetch(Digest digest);
}
