package io.oeeanalytics.registry;

import static io.oeeanalytics.db.registry.Tables.ARTEFACT;
import static io.oeeanalytics.db.registry.Tables.ARTEFACT_CHUNK;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** In PostgreSQL, in pieces that neither side has to hold as one value. */
@Repository
class JooqArtefacts implements ArtefactStore {
    private static final int PIECE = 1024 * 1024;

    private final DSLContext sql;
    private final Clock clock;

    JooqArtefacts(DSLContext sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void keep(Digest digest, byte[] bytes) {
        sql.transaction(all -> keepWhole(digest, bytes));
    }

    private void keepWhole(Digest digest, byte[] bytes) {
        // One that lies elsewhere is known here, but its bytes are not.
        if (!know(digest, bytes.length) && has(digest)) {
            return;
        }
        for (int from = 0, position = 0; from < bytes.length; from += PIECE, position++) {
            sql.insertInto(ARTEFACT_CHUNK)
                    .set(ARTEFACT_CHUNK.DIGEST, digest.bytes())
                    .set(ARTEFACT_CHUNK.POSITION, position)
                    .set(
                            ARTEFACT_CHUNK.BYTES,
                            Arrays.copyOfRange(bytes, from, Math.min(from + PIECE, bytes.length)))
                    .onConflictDoNothing()
                    .execute();
        }
    }

    /**
     * That there is such an artefact, wherever its bytes lie.
     *
     * @return whether it is new
     */
    boolean know(Digest digest, int size) {
        return sql.insertInto(ARTEFACT)
                        .set(ARTEFACT.DIGEST, digest.bytes())
                        .set(ARTEFACT.SIZE, (long) size)
                        .set(ARTEFACT.CREATED_AT, clock.instant().atOffset(ZoneOffset.UTC))
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    /** Whether its bytes lie here. */
    boolean has(Digest digest) {
        return sql.fetchExists(ARTEFACT_CHUNK, ARTEFACT_CHUNK.DIGEST.eq(digest.bytes()));
    }

    /** Within a transaction, or the driver would fetch all pieces at once. */
    @Override
    public Optional<byte[]> fetch(Digest digest) {
        return sql.transactionResult(all -> fetchPieces(digest));
    }

    private Optional<byte[]> fetchPieces(Digest digest) {
        var size =
                sql.select(ARTEFACT.SIZE)
                        .from(ARTEFACT)
                        .where(ARTEFACT.DIGEST.eq(digest.bytes()))
                        .fetchOptional(ARTEFACT.SIZE);
        if (size.isEmpty()) {
            return Optional.empty();
        }
        var bytes = new byte[Math.toIntExact(size.get())];
        int filled = 0;
        try (var pieces =
                sql.select(ARTEFACT_CHUNK.BYTES)
                        .from(ARTEFACT_CHUNK)
                        .where(ARTEFACT_CHUNK.DIGEST.eq(digest.bytes()))
                        .orderBy(ARTEFACT_CHUNK.POSITION)
                        .fetchSize(4)
                        .fetchLazy()) {
            for (var row : pieces) {
                var piece = row.value1();
                if (filled + piece.length > bytes.length) {
                    // More than was kept: let the digest say so.
                    bytes = Arrays.copyOf(bytes, filled + piece.length);
                }
                System.arraycopy(piece, 0, bytes, filled, piece.length);
                filled += piece.length;
            }
        }
        if (filled == 0) {
            return Optional.empty();
        }
        return Optional.of(filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled));
    }

    @Override
    public String place() {
        return "the database";
    }
}
