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
 * administrator whose random password is shown once. The demo accounts of a database that was
 * started as a demo stop working outside it, for their passwords are public.
 */
@Component
class FirstAccounts implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAccounts.class);
    private static final String DEMO_PREFIX = "demo-";

    private final AccountService accounts;
    private final Accounts kept;
    private final Environment environment;

    FirstAccounts(AccountService accounts, Accounts kept, Environment environment) {
        this.accounts = accounts;
        this.kept = kept;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var demo = environment.acceptsProfiles(Profiles.of("demo"));
        if (demo && accounts.isEmpty()) {
            for (var role : Role.values()) {
                var name = demoName(role);
                accounts.openForDemo(name, name, role, name);
            }
        }
        var ordinary =
                kept.all().stream().filter(account -> !account.name().startsWith(DEMO_PREFIX));
        if (demo && ordinary.findAny().isPresent()) {
            LOG.warn("This database holds a real plant's accounts; the demo's are left out.");
            return;
        }
        if (demo) {
            for (var role : Role.values()) {
                kept.enable(demoName(role), true);
                LOG.info("Demo sign-in: {} / {}", demoName(role), demoName(role));
            }
            return;
        }
        for (var role : Role.values()) {
            kept.enable(demoName(role), false);
        }
        var administrators =
                kept.all().stream()
                        .filter(account -> !account.name().startsWith(DEMO_PREFIX))
                        .filter(account -> account.role() == Role.ADMIN)
                        .count();
        if (administrators == 0) {
            var password = accounts.openWithRandomPassword("admin", "Administrator", Role.ADMIN);
            LOG.info("First administrator: admin / {} (shown this once; change it)", password);
        }
    }

    private static String demoName(Role role) {
        return DEMO_PREFIX + role.name().toLowerCase(java.util.Locale.ROOT);
    }
}
