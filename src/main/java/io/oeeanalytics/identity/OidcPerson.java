package io.oeeanalytics.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who signed in at the provider, under the name of the account here. */
final class OidcPerson extends DefaultOidcUser {
    private static final long serialVersionUID = 1;

    private final String account;

    OidcPerson(OidcUser known, Account account) {
        super(
                List.of(new SimpleGrantedAuthority("ROLE_" + account.role().name())),
                known.getIdToken(),
                known.getUserInfo());
        this.account = account.name();
    }

    @Override
    public String getName() {
        return account;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OidcPerson that
                && account.equals(that.account)
                && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + account.hashCode();
    }
}
