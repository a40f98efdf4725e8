package io.oeeanalytics.identity;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Makes the first accounts of an empty database: three printed ones in the demo, else one
 * administrator whose random password is shown once. A database that was a demo loses the demo
 * accounts when it is started without.
 */
@Component
public class FirstAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAccounts.class);

    /** The sign-in name of the first administrator. */
    public static final String FIRST = "admin";

    private static final String DEMO_KEY = "oee_demo_key_for_trying_things_out";

    private final AccountService accounts;
    private final Accounts kept;
    private final ApiKeys keys;
    private final Environment environment;
    private final boolean opens;

    /**
     * @param opens whether a start opens the first administrator's account and logs its password;
     *     else somebody calls {@link #firstAdministrator}
     */
    FirstAccounts(
            AccountService accounts,
            Accounts kept,
            ApiKeys keys,
            Environment environment,
            @Value("${oee.migrate:true}") boolean opens) {
        this.opens = opens;
        this.accounts = accounts;
        this.kept = kept;
        this.keys = keys;
        this.environment = environment;
    }

    void atStart() {
        if (environment.acceptsProfiles(Profiles.of("demo"))) {
            startDemo();
        } else {
            startPlant();
        }
    }

    private void startDemo() {
        if (accounts.isEmpty()) {
            for (var role : Role.values()) {
                var name = demoName(role);
                accounts.openForDemo(name, name, role, name);
            }
        }
        if (kept.named(demoName(Role.ADMIN)).isEmpty()) {
            LOG.warn("This database is a real plant's; the demo accounts are left out.");
            return;
        }
        for (var role : Role.values()) {
            LOG.info("Demo sign-in: {} / {}", demoName(role), demoName(role));
        }
        keys.openForDemo("demo", DEMO_KEY);
        LOG.info("Demo API key: {}", DEMO_KEY);
    }

    private void startPlant() {
        // Their passwords are public, and without them a later demo start knows a real plant.
        for (var role : Role.values()) {
            kept.remove(demoName(role));
        }
        keys.removeForDemo(DEMO_KEY);
        if (opens) {
            firstAdministrator()
                    .ifPresent(
                            password ->
                                    LOG.info(
                                            "First administrator: {} / {} (shown this once; change it)",
                                            FIRST,
                                            password));
        }
    }

    /**
     * Opens the account {@value #FIRST} where there is no administrator yet.
     *
     * @return its password, which is known to nobody else and must be changed at first sign-in;
     *     empty where there is an administrator already
     */
    public Optional<String> firstAdministrator() {
        return kept.all().stream().anyMatch(account -> account.role() == Role.ADMIN)
                ? Optional.empty()
                : Optional.of(accounts.openWithRandomPassword(FIRST, "Administrator", Role.ADMIN));
    }

    private static String demoName(Role role) {
        return AccountService.DEMO + role.name().toLowerCase(java.util.Locale.ROOT);
    }
}
