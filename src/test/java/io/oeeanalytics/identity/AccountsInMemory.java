package io.oeeanalytics.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The accounts of a test, in memory. */
final class AccountsInMemory implements Accounts {
    private final TreeMap<String, Credentials> kept = new TreeMap<>();
    private final TreeMap<String, String> subjects = new TreeMap<>();

    @Override
    public Optional<Credentials> named(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public Optional<Credentials> ofSubject(String subject) {
        return Optional.ofNullable(subjects.get(subject)).map(kept::get);
    }

    @Override
    public void setSubject(String name, String subject) {
        subjects.put(subject, name);
        changeAccount(
                name,
                old ->
                        with(
                                old,
                                old.role(),
                                old.sites(),
                                old.enabled(),
                                old.mustChangePassword(),
                                true));
    }

    @Override
    public List<Account> all() {
        return kept.values().stream().map(Credentials::account).toList();
    }

    @Override
    public int add(
            String name,
            String displayName,
            Role role,
            String hash,
            boolean mustChange,
            Instant at) {
        var account =
                new Account(
                        kept.size() + 1,
                        name,
                        displayName,
                        role,
                        true,
                        mustChange,
                        SiteScope.EVERYWHERE,
                        false,
                        false);
        kept.put(name, new Credentials(account, hash, 0, Optional.empty()));
        return account.id();
    }

    @Override
    public void changePassword(String name, String hash, boolean mustChange) {
        change(
                name,
                old ->
                        new Credentials(
                                with(old.account(), old.account().enabled(), mustChange),
                                hash,
                                old.failedSignIns(),
                                old.lockedUntil()));
    }

    @Override
    public void change(String name, Role role, SiteScope sites) {
        changeAccount(
                name,
                old ->
                        with(
                                old,
                                role,
                                sites,
                                old.enabled(),
                                old.mustChangePassword(),
                                old.fromProvider()));
    }

    @Override
    public void remove(String name) {
        kept.remove(name);
    }

    @Override
    public void enable(String name, boolean enabled) {
        changeAccount(name, old -> with(old, enabled, old.mustChangePassword()));
    }

    @Override
    public void countWrong(String name, int most, Instant lockUntil) {
        change(
                name,
                old ->
                        old.failedSignIns() + 1 < most
                                ? new Credentials(
                                        old.account(),
                                        old.passwordHash(),
                                        old.failedSignIns() + 1,
                                        old.lockedUntil())
                                : new Credentials(
                                        old.account(),
                                        old.passwordHash(),
                                        0,
                                        Optional.of(lockUntil)));
    }

    @Override
    public boolean countTry(String name, int most, Instant now, Instant lockUntil) {
        boolean free =
                named(name)
                        .flatMap(Credentials::lockedUntil)
                        .map(until -> !until.isAfter(now))
                        .orElse(true);
        if (free) {
            countWrong(name, most, lockUntil);
        }
        return free;
    }

    @Override
    public void takeBackTry(String name, int most) {
        change(
                name,
                old ->
                        new Credentials(
                                old.account(),
                                old.passwordHash(),
                                old.failedSignIns() == 0 && old.lockedUntil().isPresent()
                                        ? most - 1
                                        : Math.max(0, old.failedSignIns() - 1),
                                Optional.empty()));
    }

    @Override
    public void forgetWrong(String name) {
        change(
                name,
                old -> new Credentials(old.account(), old.passwordHash(), 0, Optional.empty()));
    }

    private void change(String name, UnaryOperator<Credentials> change) {
        kept.computeIfPresent(name, (key, old) -> change.apply(old));
    }

    private void changeAccount(String name, UnaryOperator<Account> change) {
        change(
                name,
                old ->
                        new Credentials(
                                change.apply(old.account()),
                                old.passwordHash(),
                                old.failedSignIns(),
                                old.lockedUntil()));
    }

    private static Account with(Account old, boolean enabled, boolean mustChange) {
        return with(old, old.role(), old.sites(), enabled, mustChange, old.fromProvider());
    }

    private static Account with(
            Account old,
            Role role,
            SiteScope sites,
            boolean enabled,
            boolean mustChange,
            boolean fromProvider) {
        return new Account(
                old.id(),
                old.name(),
                old.displayName(),
                role,
                enabled,
                mustChange,
                sites,
                old.secondFactor(),
                fromProvider);
    }
}
