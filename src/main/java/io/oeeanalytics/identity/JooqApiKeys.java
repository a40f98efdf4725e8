package io.oeeanalytics.identity;

import static io.oeeanalytics.db.identity.Tables.API_KEY;

import io.oeeanalytics.db.identity.tables.records.ApiKeyRecord;
import io.oeeanalytics.identity.ApiKey.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
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
    public void add(
            String name, byte[] digest, Set<Scope> scopes, SiteScope sites, Instant at, String by) {
        sql.insertInto(API_KEY)
                .set(API_KEY.NAME, name)
                .set(API_KEY.DIGEST, digest)
                .set(API_KEY.SCOPES, scopes.stream().map(Scope::name).toArray(String[]::new))
                .set(API_KEY.SITES, SiteColumn.of(sites))
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

    private SelectConditionStep<ApiKeyRecord> valid() {
        return sql.selectFrom(API_KEY).where(API_KEY.REVOKED_AT.isNull());
    }

    private static ApiKey key(ApiKeyRecord row) {
        return new ApiKey(
                row.getId(),
                row.getName(),
                Arrays.stream(row.getScopes()).map(Scope::valueOf).collect(Collectors.toSet()),
                SiteColumn.read(row.getSites()),
                row.getCreatedAt().toInstant(),
                row.getCreatedBy());
    }
}
