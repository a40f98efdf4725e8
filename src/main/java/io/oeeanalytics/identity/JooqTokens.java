package io.oeeanalytics.identity;

import static io.oeeanalytics.db.identity.Tables.ACCOUNT;
import static io.oeeanalytics.db.identity.Tables.REMEMBERED_SIGN_IN;
import static io.oeeanalytics.db.identity.Tables.REVOKED_TOKEN;
import static io.oeeanalytics.db.identity.Tables.SIGNING_KEY;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** Sign-ins that outlive an instance, and what our own tokens rest on. */
@Repository
class JooqTokens {
    private final DSLContext sql;

    JooqTokens(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * @param endsAt however busy the person is
     * @param usedAt when the person last did something
     */
    record Remembered(String name, Instant endsAt, Instant usedAt) {}

    void remember(String name, byte[] digest, Instant at, Instant until) {
        sql.insertInto(REMEMBERED_SIGN_IN)
                .columns(
                        REMEMBERED_SIGN_IN.DIGEST,
                        REMEMBERED_SIGN_IN.ACCOUNT_ID,
                        REMEMBERED_SIGN_IN.BEGAN_AT,
                        REMEMBERED_SIGN_IN.ENDS_AT,
                        REMEMBERED_SIGN_IN.USED_AT)
                .select(
                        sql.select(
                                        org.jooq.impl.DSL.val(digest),
                                        ACCOUNT.ID,
                                        org.jooq.impl.DSL.val(at(at)),
                                        org.jooq.impl.DSL.val(at(until)),
                                        org.jooq.impl.DSL.val(at(at)))
                                .from(ACCOUNT)
                                .where(ACCOUNT.NAME.eq(name)))
                .execute();
    }

    Optional<Remembered> remembered(byte[] digest) {
        return sql.select(ACCOUNT.NAME, REMEMBERED_SIGN_IN.ENDS_AT, REMEMBERED_SIGN_IN.USED_AT)
                .from(REMEMBERED_SIGN_IN)
                .join(ACCOUNT)
                .on(ACCOUNT.ID.eq(REMEMBERED_SIGN_IN.ACCOUNT_ID))
                .where(REMEMBERED_SIGN_IN.DIGEST.eq(digest))
                .fetchOptional(
                        row ->
                                new Remembered(
                                        row.value1(),
                                        row.value2().toInstant(),
                                        row.value3().toInstant()));
    }

    /** Which of them are there. */
    Set<ByteBuffer> known(List<byte[]> digests) {
        return sql
                .select(REMEMBERED_SIGN_IN.DIGEST)
                .from(REMEMBERED_SIGN_IN)
                .where(REMEMBERED_SIGN_IN.DIGEST.in(digests))
                .fetch(row -> ByteBuffer.wrap(row.value1()))
                .stream()
                .collect(Collectors.toSet());
    }

    void used(byte[] digest, Instant at) {
        sql.update(REMEMBERED_SIGN_IN)
                .set(REMEMBERED_SIGN_IN.USED_AT, at(at))
                .where(REMEMBERED_SIGN_IN.DIGEST.eq(digest))
                .execute();
    }

    void forget(byte[] digest) {
        sql.deleteFrom(REMEMBERED_SIGN_IN).where(REMEMBERED_SIGN_IN.DIGEST.eq(digest)).execute();
    }

    /** Every sign-in of the account, and every token it was given until now. */
    void forgetAll(String name, Instant now) {
        sql.deleteFrom(REMEMBERED_SIGN_IN)
                .where(
                        REMEMBERED_SIGN_IN.ACCOUNT_ID.in(
                                sql.select(ACCOUNT.ID).from(ACCOUNT).where(ACCOUNT.NAME.eq(name))))
                .execute();
        sql.update(ACCOUNT)
                .set(ACCOUNT.TOKENS_FROM, at(now))
                .where(ACCOUNT.NAME.eq(name))
                .execute();
    }

    Optional<Instant> tokensFrom(String name) {
        return sql.select(ACCOUNT.TOKENS_FROM)
                .from(ACCOUNT)
                .where(ACCOUNT.NAME.eq(name))
                .fetchOptional(row -> row.value1().toInstant());
    }

    record SigningKey(String id, byte[] secret, Instant createdAt) {}

    /** Newest first. */
    List<SigningKey> signingKeys() {
        return sql.select(SIGNING_KEY.ID, SIGNING_KEY.SECRET, SIGNING_KEY.CREATED_AT)
                .from(SIGNING_KEY)
                .orderBy(SIGNING_KEY.CREATED_AT.desc(), SIGNING_KEY.ID)
                .fetch(row -> new SigningKey(row.value1(), row.value2(), row.value3().toInstant()));
    }

    void addSigningKey(SigningKey key) {
        sql.insertInto(SIGNING_KEY)
                .set(SIGNING_KEY.ID, key.id())
                .set(SIGNING_KEY.SECRET, key.secret())
                .set(SIGNING_KEY.CREATED_AT, at(key.createdAt()))
                .execute();
    }

    boolean isRevoked(String token) {
        return sql.fetchExists(REVOKED_TOKEN, REVOKED_TOKEN.ID.eq(token));
    }

    void revoke(String token, Instant expiresAt) {
        sql.insertInto(REVOKED_TOKEN)
                .set(REVOKED_TOKEN.ID, token)
                .set(REVOKED_TOKEN.EXPIRES_AT, at(expiresAt))
                .onConflictDoNothing()
                .execute();
    }

    /** What can open nothing any more. */
    void removeExpired(Instant now, Instant keysBefore) {
        sql.deleteFrom(REVOKED_TOKEN).where(REVOKED_TOKEN.EXPIRES_AT.lt(at(now))).execute();
        sql.deleteFrom(REMEMBERED_SIGN_IN).where(REMEMBERED_SIGN_IN.ENDS_AT.lt(at(now))).execute();
        sql.deleteFrom(SIGNING_KEY).where(SIGNING_KEY.CREATED_AT.lt(at(keysBefore))).execute();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
