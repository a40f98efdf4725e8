package io.oeeanalytics.identity;

import static io.oeeanalytics.db.identity.Tables.ACCOUNT;
import static io.oeeanalytics.db.identity.Tables.SECOND_FACTOR;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqAccounts implements Accounts {
    private static final Field<Boolean> HAS_SECOND_FACTOR =
            DSL.field(
                            DSL.exists(
                                    DSL.selectOne()
                                            .from(SECOND_FACTOR)
                                            .where(SECOND_FACTOR.ACCOUNT_ID.eq(ACCOUNT.ID))))
                    .as("has_second_factor");

    private final DSLContext sql;

    JooqAccounts(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Credentials> named(String name) {
        return where(ACCOUNT.NAME.eq(name));
    }

    @Override
    public Optional<Credentials> ofSubject(String subject) {
        return where(ACCOUNT.SUBJECT.eq(subject));
    }

    private Optional<Credentials> where(Condition which) {
        return sql.select(ACCOUNT.fields())
                .select(HAS_SECOND_FACTOR)
                .from(ACCOUNT)
                .where(which)
                .fetchOptional(
                        row ->
                                new Credentials(
                                        account(row),
                                        required(row.get(ACCOUNT.PASSWORD_HASH)),
                                        required(row.get(ACCOUNT.FAILED_SIGN_INS)),
                                        Optional.ofNullable(row.get(ACCOUNT.LOCKED_UNTIL))
                                                .map(OffsetDateTime::toInstant)));
    }

    @Override
    public List<Account> all() {
        return sql.select(ACCOUNT.fields())
                .select(HAS_SECOND_FACTOR)
                .from(ACCOUNT)
                .orderBy(ACCOUNT.NAME)
                .fetch(JooqAccounts::account);
    }

    @Override
    public int add(
            String name,
            String displayName,
            Role role,
            String hash,
            boolean mustChange,
            Instant at) {
        return required(
                sql.insertInto(ACCOUNT)
                        .set(ACCOUNT.NAME, name)
                        .set(ACCOUNT.DISPLAY_NAME, displayName)
                        .set(ACCOUNT.ROLE, role.name())
                        .set(ACCOUNT.PASSWORD_HASH, hash)
                        .set(ACCOUNT.MUST_CHANGE_PASSWORD, mustChange)
                        .set(ACCOUNT.CREATED_AT, at.atOffset(ZoneOffset.UTC))
                        .returningResult(ACCOUNT.ID)
                        .fetchSingle()
                        .value1());
    }

    @Override
    public void changePassword(String name, String hash, boolean mustChange) {
        sql.update(ACCOUNT)
                .set(ACCOUNT.PASSWORD_HASH, hash)
                .set(ACCOUNT.MUST_CHANGE_PASSWORD, mustChange)
                .where(ACCOUNT.NAME.eq(name))
                .execute();
    }

    @Override
    public void change(String name, Role role, SiteScope sites) {
        sql.update(ACCOUNT)
                .set(ACCOUNT.ROLE, role.name())
                .set(ACCOUNT.SITES, SiteColumn.of(sites))
                .where(ACCOUNT.NAME.eq(name))
                .execute();
    }

    @Override
    public void remove(String name) {
        sql.deleteFrom(ACCOUNT).where(ACCOUNT.NAME.eq(name)).execute();
    }

    @Override
    public void setSubject(String name, String subject) {
        sql.update(ACCOUNT).set(ACCOUNT.SUBJECT, subject).where(ACCOUNT.NAME.eq(name)).execute();
    }

    @Override
    public void enable(String name, boolean enabled) {
        sql.update(ACCOUNT).set(ACCOUNT.ENABLED, enabled).where(ACCOUNT.NAME.eq(name)).execute();
    }

    @Override
    public void countWrong(String name, int most, Instant lockUntil) {
        count(name, most, lockUntil, DSL.noCondition());
    }

    @Override
    public boolean countTry(String name, int most, Instant now, Instant lockUntil) {
        var free =
                ACCOUNT.LOCKED_UNTIL
                        .isNull()
                        .or(ACCOUNT.LOCKED_UNTIL.le(now.atOffset(ZoneOffset.UTC)));
        return count(name, most, lockUntil, free) > 0
                || sql.fetchExists(ACCOUNT, ACCOUNT.NAME.eq(name).and(ACCOUNT.SUBJECT.isNotNull()));
    }

    private int count(String name, int most, Instant lockUntil, Condition condition) {
        var counted = ACCOUNT.FAILED_SIGN_INS.plus(1);
        return sql.update(ACCOUNT)
                .set(
                        ACCOUNT.FAILED_SIGN_INS,
                        DSL.when(counted.ge(most), DSL.val(0)).otherwise(counted))
                .set(
                        ACCOUNT.LOCKED_UNTIL,
                        DSL.when(counted.ge(most), DSL.val(lockUntil.atOffset(ZoneOffset.UTC)))
                                .otherwise(ACCOUNT.LOCKED_UNTIL))
                .where(ACCOUNT.NAME.eq(name))
                .and(ACCOUNT.SUBJECT.isNull())
                .and(condition)
                .execute();
    }

    /** Counted afresh and locked: it was the last. */
    @Override
    public void takeBackTry(String name, int most) {
        var wasLast = ACCOUNT.FAILED_SIGN_INS.eq(0).and(ACCOUNT.LOCKED_UNTIL.isNotNull());
        sql.update(ACCOUNT)
                .set(
                        ACCOUNT.FAILED_SIGN_INS,
                        DSL.when(wasLast, DSL.val(most - 1))
                                .otherwise(
                                        DSL.greatest(ACCOUNT.FAILED_SIGN_INS.minus(1), DSL.val(0))))
                .setNull(ACCOUNT.LOCKED_UNTIL)
                .where(ACCOUNT.NAME.eq(name))
                .execute();
    }

    @Override
    public void forgetWrong(String name) {
        sql.update(ACCOUNT)
                .set(ACCOUNT.FAILED_SIGN_INS, 0)
                .setNull(ACCOUNT.LOCKED_UNTIL)
                .where(ACCOUNT.NAME.eq(name))
                .execute();
    }

    private static Account account(Record row) {
        return new Account(
                required(row.get(ACCOUNT.ID)),
                required(row.get(ACCOUNT.NAME)),
                required(row.get(ACCOUNT.DISPLAY_NAME)),
                Role.valueOf(required(row.get(ACCOUNT.ROLE))),
                required(row.get(ACCOUNT.ENABLED)),
                required(row.get(ACCOUNT.MUST_CHANGE_PASSWORD)),
                SiteColumn.read(row.get(ACCOUNT.SITES)),
                required(row.get(HAS_SECOND_FACTOR)),
                row.get(ACCOUNT.SUBJECT) != null);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
