package io.oeeanalytics.identity;

import io.oeeanalytics.base.Sha256;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.ops.Audited;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What accounts sign in with besides their passwords: the code of an authenticator app, or one of
 * ten on paper, each of them once.
 */
@Service
@Transactional(readOnly = true)
public class SecondFactors {
    private static final Logger LOG = LoggerFactory.getLogger(SecondFactors.class);
    private static final int RECOVERY_CODES = 10;
    private static final String SET_UP = "set up";

    private final JooqSecondFactors kept;
    private final Accounts accounts;
    private final OwnPassword own;
    private final Secrets secrets;
    private final LockOut lockOut;
    private final AuditTrail audit;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(
            JooqSecondFactors kept,
            Accounts accounts,
            OwnPassword own,
            Secrets secrets,
            LockOut lockOut,
            AuditTrail audit,
            Clock clock,
            ApplicationEventPublisher events) {
        this.kept = kept;
        this.accounts = accounts;
        this.own = own;
        this.secrets = secrets;
        this.lockOut = lockOut;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /** What an app is given; it counts for nothing until a code of it came back. */
    public static final class Offer {
        private final String account;
        private final byte[] secret;

        private Offer(String account, byte[] secret) {
            this.account = account;
            this.secret = secret;
        }

        /** For a QR code. */
        public String address() {
            return Totp.address(account, secret);
        }

        /** For whoever types it, in groups of four. */
        public String words() {
            return grouped(Totp.base32(secret));
        }
    }

    /** What came of a code. */
    enum Outcome {
        RIGHT,
        WRONG,
        LOCKED
    }

    @PreAuthorize("isAuthenticated() and #name == authentication.name")
    public Offer offer(String name) {
        var secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return new Offer(name, secret);
    }

    /**
     * From now on the account needs a code to sign in.
     *
     * @return recovery codes, which are shown only now
     */
    @Transactional
    @PreAuthorize("isAuthenticated() and #name == authentication.name")
    public List<String> setUp(String name, Offer offer, String code) {
        if (!offer.account.equals(name)) {
            throw new IllegalArgumentException(
                    "the secret was made for '%s', not '%s'".formatted(offer.account, name));
        }
        if (accounts.named(name).orElseThrow().account().fromProvider()) {
            throw new IllegalArgumentException(
                    "'%s' signs in at the identity provider, which asks for its own"
                            .formatted(name));
        }
        var step = Totp.stepOf(offer.secret, bare(code), clock.instant(), Long.MIN_VALUE);
        if (step.isEmpty()) {
            throw new IllegalArgumentException(
                    "the code is not right; the clock of the device must be, too");
        }
        var sealed = secrets.seal(offer.secret);
        if (!kept.add(name, sealed, step.getAsLong(), clock.instant())) {
            throw new IllegalArgumentException("'%s' has a second factor".formatted(name));
        }
        var codes = Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
        kept.addRecoveryCodes(name, codes.stream().map(one -> Sha256.of(bare(one))).toList());
        events.publishEvent(new Audited(AuditAction.SECOND_FACTOR, name, null, SET_UP));
        return codes;
    }

    /** How many recovery codes are left. */
    @PreAuthorize("isAuthenticated() and #name == authentication.name")
    public int recoveryCodes(String name) {
        return kept.recoveryCodes(name);
    }

    /**
     * By its owner, who knows the password.
     *
     * @throws PasswordRefused where it is not the password
     */
    @Transactional
    @PreAuthorize("isAuthenticated() and #name == authentication.name")
    public void turnOff(String name, String password) {
        own.require(name, password, AuditAction.SECOND_FACTOR);
        if (kept.remove(name)) {
            events.publishEvent(new Audited(AuditAction.SECOND_FACTOR, name, SET_UP, "turned off"));
        }
    }

    /** Of whoever lost the app and the codes; what is signed in with them ends. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void reset(String name) {
        if (kept.remove(name)) {
            events.publishEvent(new SignInEnded(name));
            events.publishEvent(new Audited(AuditAction.SECOND_FACTOR, name, SET_UP, "reset"));
        }
    }

    /**
     * Takes a code, one after the other for an account, so that no two sign-ins use the same and
     * none is tried while the account rests.
     */
    @Transactional
    Outcome take(String name, String code) {
        var held = kept.held(name);
        var credentials = accounts.named(name);
        if (held.isEmpty() || credentials.isEmpty()) {
            return Outcome.WRONG;
        }
        if (lockOut.isLocked(credentials.get())) {
            return Outcome.LOCKED;
        }
        if (takes(name, held.get(), bare(code))) {
            return Outcome.RIGHT;
        }
        lockOut.wrong(name);
        return Outcome.WRONG;
    }

    private boolean takes(String name, JooqSecondFactors.Kept held, String code) {
        var step = Totp.stepOf(opened(name, held), code, clock.instant(), held.lastStep());
        if (step.isPresent()) {
            kept.used(name, step.getAsLong());
            return true;
        }
        if (kept.useRecoveryCode(name, Sha256.of(code))) {
            audit.did(
                    name,
                    AuditAction.SECOND_FACTOR,
                    "%s, recovery code used, %d left".formatted(name, kept.recoveryCodes(name)));
            return true;
        }
        return false;
    }

    /** With another SECRET_KEY no app is right; paper still is. */
    private byte[] opened(String name, JooqSecondFactors.Kept held) {
        try {
            return secrets.open(held.secret());
        } catch (IllegalStateException e) {
            LOG.error(
                    "The second factor of {} cannot be read ({}); a recovery code signs in, and an administrator can reset it",
                    name,
                    e.getMessage());
            // Nobody knows what its codes would be.
            var nobodys = new byte[Totp.SECRET_BYTES];
            random.nextBytes(nobodys);
            return nobodys;
        }
    }

    /** As people type it. */
    private static String bare(String code) {
        return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private static String grouped(String text) {
        return text.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Sixteen letters and digits without look-alikes: 80 bits, so no slow derivation is needed. */
    private String recoveryCode() {
        return AccountService.randomPassword(random);
    }
}
