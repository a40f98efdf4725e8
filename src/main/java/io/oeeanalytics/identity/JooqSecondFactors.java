package io.oeeanalytics.identity;

import static io.oeeanalytics.db.identity.Tables.ACCOUNT;
import static io.oeeanalytics.db.identity.Tables.RECOVERY_CODE;
import static io.oeeanalytics.db.identity.Tables.SECOND_FACTOR;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.springframework.stereotype.Repository;

/** What accounts sign in with besides their passwords. */
@Repository
class JooqSecondFactors {
    private final DSLContext sql;

    JooqSecondFactors(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * @param secret sealed
     * @param lastStep the newest whose code was taken
     */
    record Kept(byte[] secret, long lastStep) {}

    /** Whoever else asks for one of this account waits until this transaction has ended. */
    Optional<Kept> held(String name) {
        return sql.select(SECOND_FACTOR.SECRET, SECOND_FACTOR.LAST_STEP)
                .from(ACCOUNT)
                .join(SECOND_FACTOR)
                .on(SECOND_FACTOR.ACCOUNT_ID.eq(ACCOUNT.ID))
                .where(ACCOUNT.NAME.eq(name))
                .forUpdate()
                .fetchOptional(row -> new Kept(row.value1(), row.value2()));
    }

    /**
     * @return false where the account has one
     */
    boolean add(String name, byte[] secret, long lastStep, Instant at) {
        return sql.insertInto(SECOND_FACTOR)
                        .columns(
                                SECOND_FACTOR.ACCOUNT_ID,
                                SECOND_FACTOR.SECRET,
                                SECOND_FACTOR.LAST_STEP,
                                SECOND_FACTOR.CREATED_AT)
                        .select(
                                sql.select(
                                                ACCOUNT.ID,
                                                org.jooq.impl.DSL.val(secret),
                                                org.jooq.impl.DSL.val(lastStep),
                                                org.jooq.impl.DSL.val(at.atOffset(ZoneOffset.UTC)))
                                        .from(ACCOUNT)
                                        .where(ACCOUNT.NAME.eq(name)))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    void used(String name, long step) {
        sql.update(SECOND_FACTOR)
                .set(SECOND_FACTOR.LAST_STEP, step)
                .where(SECOND_FACTOR.ACCOUNT_ID.in(account(name)))
                .execute();
    }

    /**
     * With its recovery codes.
     *
     * @return whether there was one
     */
    boolean remove(String name) {
        return sql.deleteFrom(SECOND_FACTOR)
                        .where(SECOND_FACTOR.ACCOUNT_ID.in(account(name)))
                        .execute()
                == 1;
    }

    void addRecoveryCodes(String name, List<byte[]> digests) {
        for (var digest : digests) {
            sql.insertInto(RECOVERY_CODE)
                    .columns(RECOVERY_CODE.ACCOUNT_ID, RECOVERY_CODE.DIGEST)
                    .select(
                            sql.select(ACCOUNT.ID, org.jooq.impl.DSL.val(digest))
                                    .from(ACCOUNT)
                                    .where(ACCOUNT.NAME.eq(name)))
                    .execute();
        }
    }

    /**
     * @return whether it was one of the account, which it is no longer
     */
    boolean useRecoveryCode(String name, byte[] digest) {
        return sql.deleteFrom(RECOVERY_CODE)
                        .where(RECOVERY_CODE.ACCOUNT_ID.in(account(name)))
                        .and(RECOVERY_CODE.DIGEST.eq(digest))
                        .execute()
                == 1;
    }

    int recoveryCodes(String name) {
        return sql.fetchCount(RECOVERY_CODE, RECOVERY_CODE.ACCOUNT_ID.in(account(name)));
    }

    private Select<Record1<Integer>> account(String name) {
        return sql.select(ACCOUNT.ID).from(ACCOUNT).where(ACCOUNT.NAME.eq(name));
    }
}
