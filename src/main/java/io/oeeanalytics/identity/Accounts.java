package io.oeeanalytics.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The accounts, kept. */
interface Accounts {
    /** An account with what sign-in needs to know of it. */
    record Credentials(
            Account account,
            String passwordHash,
            int failedSignIns,
            Optional<Instant> lockedUntil) {}

    Optional<Credentials> named(String name);

    /**
     * @param subject who it is for the identity provider
     */
    Optional<Credentials> ofSubject(String subject);

    List<Account> all();

    int add(
            String name,
            String displayName,
            Role role,
            String hash,
            boolean mustChange,
            Instant at);

    void changePassword(String name, String hash, boolean mustChange);

    void change(String name, Role role, SiteScope sites);

    void remove(String name);

    void setSubject(String name, String subject);

    void enable(String name, boolean enabled);

    /**
     * Counts one more wrong password or code; with the last of so many in a row the account is
     * locked, and they are counted afresh. An account without a password here has no wrong ones.
     */
    void countWrong(String name, int most, Instant lockUntil);

    /**
     * Counts one more as if it were wrong, unless the account is locked.
     *
     * @return whether it was counted; of an account without a password here always
     */
    boolean countTry(String name, int most, Instant now, Instant lockUntil);

    /** Undoes what was counted last, and the lock if that was its cause. */
    void takeBackTry(String name, int most);

    /** The right one came, or need not any more. */
    void forgetWrong(String name);
}
