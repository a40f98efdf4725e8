package io.oeeanalytics.registry;

import java.util.Optional;

/**
 * Where bytes lie, by their digest; whoever reads them checks it again. Never asked within a
 * transaction: a store far away would hold a connection to the database for as long as it takes.
 */
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
