package io.oeeanalytics.identity;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Service;

/**
 * Sign-in at an identity provider: where it is asked, and whom it sends. Spring Security checks
 * what it sends (state, nonce, PKCE, signature, issuer, audience, expiry).
 */
@Service
public class OidcSignIn
        implements OAuth2UserService<OidcUserRequest, OidcUser>, ClientRegistrationRepository {
    /** In the addresses of this sign-in. */
    public static final String PROVIDER = "oidc";

    /** The error of somebody without a role here. */
    public static final String NO_ROLE = "oee_no_role";

    /** The error of somebody whose account here was stopped. */
    public static final String STOPPED = "oee_stopped";

    private final OidcSettings settings;
    private final OidcAccounts accounts;
    private final ProviderLine line;
    private final OidcUserService users;

    private volatile @Nullable ClientRegistration registration;

    OidcSignIn(OidcSettings settings, OidcAccounts accounts, ProviderLine line) {
        this.settings = settings;
        this.accounts = accounts;
        this.line = line;
        this.users = line.people();
    }

    /** Who changes the code that somebody brings into tokens. */
    public OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
        return line.tokens();
    }

    /**
     * Asks the provider for its addresses when somebody first wants to go there: while it is away
     * the rest works, and the next one asks again.
     */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!settings.isActive() || !id.equals(PROVIDER)) {
            return null;
        }
        var known = registration;
        if (known == null) {
            known = described();
            registration = known;
        }
        return known;
    }

    private ClientRegistration described() {
        var description = line.description(settings.issuer());
        if (!settings.issuer().equals(description.get("issuer"))) {
            throw new IllegalStateException(
                    "the identity provider calls itself %s, and OIDC_ISSUER is %s"
                            .formatted(description.get("issuer"), settings.issuer()));
        }
        var found =
                ClientRegistrations.fromOidcConfiguration(description)
                        .registrationId(PROVIDER)
                        .clientId(settings.clientId())
                        .clientSecret(settings.clientSecret())
                        .scope("openid", "profile", "email")
                        .clientSettings(
                                ClientRegistration.ClientSettings.builder()
                                        .requireProofKey(true)
                                        .build())
                        .build();
        var provider = found.getProviderDetails();
        secured("authorization_endpoint", provider.getAuthorizationUri());
        secured("token_endpoint", provider.getTokenUri());
        secured("jwks_uri", provider.getJwkSetUri());
        if (provider.getUserInfoEndpoint().getUri() != null) {
            secured("userinfo_endpoint", provider.getUserInfoEndpoint().getUri());
        }
        return found;
    }

    private static URI secured(String name, @Nullable String address) {
        return JwtSettings.address(name, String.valueOf(address));
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        var known = users.loadUser(request);
        var subject = Objects.requireNonNull(known.getSubject(), "every ID token has one");
        return switch (accounts.come(subject, known.getClaims())) {
            case OidcAccounts.Coming.In(var account) -> new OidcPerson(known, account);
            case OidcAccounts.Coming.NoRole _ -> throw refused(NO_ROLE);
            case OidcAccounts.Coming.Stopped _ -> throw refused(STOPPED);
        };
    }

    private static OAuth2AuthenticationException refused(String code) {
        return new OAuth2AuthenticationException(new OAuth2Error(code));
    }
}
