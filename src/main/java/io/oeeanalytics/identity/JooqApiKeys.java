package io.oeeanalytics.identity;

import static io.oeeanalytics.db.identity.Tables.API_KEY;

import io.oeeanalytics.identity.ApiKey.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record5;
import org.jooq.SelectConditionStep;
import org.springframework.stereotype.Repository;

@Repository
class JooqApiKeys implements KeptApiKeys {
    private final DSLContext sql;

    JooqApiKeys(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public List<ApiKey> all() {
        return valid().orderBy(API_KEY.NAME).fetch(JooqApiKeys::key);
    }

    @Override
    public Optional<ApiKey> withDigest(byte[] digest) {
        return valid().and(API_KEY.DIGEST.eq(digest)).fetchOptional(JooqApiKeys::key);
    }

    @Override
    public boolean isTaken(byte[] digest) {
        return sql.fetchExists(API_KEY, API_KEY.DIGEST.eq(digest));
    }

    @Override
    public void add(String name, byte[] digest, Set<Scope> scopes, Instant at, String by) {
        sql.insertInto(API_KEY)
                .set(API_KEY.NAME, name)
                .set(API_KEY.DIGEST, digest)
                .set(API_KEY.SCOPES, scopes.stream().map(Scope::name).toArray(String[]::new))
                .set(API_KEY.CREATED_AT, at.atOffset(ZoneOffset.UTC))
                .set(API_KEY.CREATED_BY, by)
                .execute();
    }

    @Override
    public void revoke(int id, Instant at) {
        sql.update(API_KEY)
                .set(API_KEY.REVOKED_AT, at.atOffset(ZoneOffset.UTC))
                .where(API_KEY.ID.eq(id))
                .and(API_KEY.REVOKED_AT.isNull())
                .execute();
    }

    @Override
    public void remove(byte[] digest) {
        sql.deleteFrom(API_KEY).where(API_KEY.DIGEST.eq(digest)).execute();
    }

    private SelectConditionStep<
                    Record5<Integer, String, String[], java.time.OffsetDateTime, String>>
            valid() {
        return sql.select(
                        API_KEY.ID,
                        API_KEY.NAME,
                        API_KEY.SCOPES,
                        API_KEY.CREATED_AT,
                        API_KEY.CREATED_BY)
                .from(API_KEY)
                .where(API_KEY.REVOKED_AT.isNull());
    }

    private static ApiKey key(
            Record5<Integer, String, String[], java.time.OffsetDateTime, String> row) {
        return new ApiKey(
                row.value1(),
                row.value2(),
                Arrays.stream(row.value3()).map(Scope::valueOf).collect(Collectors.toSet()),
                row.value4().toInstant(),
                row.value5());
    }
}
