package io.oeeanalytics.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Makes the first accounts of an empty database: three printed ones in the demo, else one
 * administrator whose random password is shown once. A database that was a demo loses the demo
 * accounts when it is started without.
 */
@Component
class FirstAccounts implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAccounts.class);
    private static final String DEMO_PREFIX = "demo-";
    private static final String DEMO_KEY = "oee_demo_key_for_trying_things_out";

    private final AccountService accounts;
    private final Accounts kept;
    private final ApiKeys keys;
    private final Environment environment;

    FirstAccounts(AccountService accounts, Accounts kept, ApiKeys keys, Environment environment) {
        this.accounts = accounts;
        this.kept = kept;
        this.keys = keys;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
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
        if (kept.all().stream().noneMatch(account -> account.role() == Role.ADMIN)) {
            var password = accounts.openWithRandomPassword("admin", "Administrator", Role.ADMIN);
            LOG.info("First administrator: admin / {} (shown this once; change it)", password);
        }
    }

    private static String demoName(Role role) {
        return DEMO_PREFIX + role.name().toLowerCase(java.util.Locale.ROOT);
    }
}
