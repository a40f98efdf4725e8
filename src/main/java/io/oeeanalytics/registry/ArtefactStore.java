package io.oeeanalytics.registry;

import java.util.Optional;

/** Where bytes lie, by their digest; whoever reads them checks it again. */
interface ArtefactStore {
    /**
     * Kept once, however often it comes, before whatever names it is.
     *
     * @throws RegistryProblem.StoreAway when it cannot be kept now
     */
    void keep(Digest digest, byte[] bytes);

    Optional<byte[]> fetch(Digest digest);

    /** For people, without secrets. */
    String place();
}
