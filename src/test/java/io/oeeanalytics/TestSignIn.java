package io.oeeanalytics;

import io.oeeanalytics.identity.SiteScope;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Whoever a test signs in, by no page and no password. */
public final class TestSignIn {
    private TestSignIn() {}

    /** Somebody without an account, who reaches every site, as a key for all of them does. */
    public static Authentication everywhere(String name, String authority) {
        return at(SiteScope.EVERYWHERE, name, authority);
    }

    /** Of an account that a test did open: it reaches what the account reaches. */
    public static Authentication account(String name, String authority) {
        return new TestingAuthenticationToken(name, "", authority);
    }

    public static Authentication at(SiteScope sites, String name, String authority) {
        var who = new TestingAuthenticationToken(name, "", authority);
        who.setDetails(sites);
        return who;
    }
}
