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

    void enable(String name, boolean enabled);

    void recordSignIns(String name, int failedInARow, Optional<Instant> lockedUntil);
}
