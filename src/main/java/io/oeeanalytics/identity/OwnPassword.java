package io.oeeanalytics.identity;

import io.oeeanalytics.identity.Accounts.Credentials;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import java.util.function.BiConsumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Asks whoever is signed in for the password again, as sign-in does: at a page that was left open
 * nobody may try more often than there.
 */
@Component
class OwnPassword {
    private final Accounts accounts;
    private final LockOut lockOut;
    private final PasswordEncoder passwords;
    private final BiConsumer<String, AuditAction> refused;

    @Autowired
    OwnPassword(Accounts accounts, LockOut lockOut, PasswordEncoder passwords, AuditTrail audit) {
        this(
                accounts,
                lockOut,
                passwords,
                (name, change) ->
                        audit.refused(
                                name,
                                change,
                                name,
                                "wrong password for a change of its own account"));
    }

    OwnPassword(
            Accounts accounts,
            LockOut lockOut,
            PasswordEncoder passwords,
            BiConsumer<String, AuditAction> refused) {
        this.accounts = accounts;
        this.lockOut = lockOut;
        this.passwords = passwords;
        this.refused = refused;
    }

    /**
     * @param change what whoever is signed in is about to do
     * @throws PasswordRefused where it is not the password, or was tried too often
     */
    Credentials require(String name, String password, AuditAction change) {
        if (!lockOut.mayTry(name)) {
            refused.accept(name, change);
            throw new PasswordRefused(
                    PasswordRefused.Reason.LOCKED, "too many wrong passwords; try again later");
        }
        var credentials = accounts.named(name).orElseThrow();
        if (!passwords.matches(password, credentials.passwordHash())) {
            refused.accept(name, change);
            throw new PasswordRefused(
                    PasswordRefused.Reason.WRONG_PRESENT, "the present password is not right");
        }
        lockOut.takeBack(name);
        return credentials;
    }
}
