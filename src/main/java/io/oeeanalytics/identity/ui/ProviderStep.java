package io.oeeanalytics.identity.ui;

import io.oeeanalytics.identity.OidcSignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** The way to the identity provider and back; whom it does not let in is told why. */
final class ProviderStep {
    /** Where the way there begins. */
    static final String START = "oauth2/authorization/" + OidcSignIn.PROVIDER;

    /** Of the login page's address: why somebody came back. */
    static final String REFUSED = "refused";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderStep.class);

    private ProviderStep() {}

    static void configure(OAuth2LoginConfigurer<HttpSecurity> login, OidcSignIn provider) {
        login.loginPage("/login")
                .clientRegistrationRepository(provider)
                // Its tokens are of no use here, and end with the session.
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .tokenEndpoint(codes -> codes.accessTokenResponseClient(provider.tokens()))
                .userInfoEndpoint(people -> people.oidcUserService(provider))
                .failureHandler(ProviderStep::refused)
                .withObjectPostProcessor(
                        new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                            @Override
                            public <F extends OAuth2AuthorizationRequestRedirectFilter>
                                    F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(ProviderStep::refused);
                                return filter;
                            }
                        });
    }

    private static void refused(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        var code =
                why instanceof OAuth2AuthenticationException told
                        ? told.getError().getErrorCode()
                        : "";
        var reason =
                switch (code) {
                    case OidcSignIn.NO_ROLE -> "role";
                    case OidcSignIn.STOPPED -> "stopped";
                    default -> "failed";
                };
        if (reason.equals("failed")) {
            // Anybody can send anything here, so on one line.
            LOG.warn(
                    "A sign-in at the identity provider failed: {}",
                    String.valueOf(why.getMessage()).replaceAll("\\p{Cntrl}+", " "));
        }
        response.sendRedirect(request.getContextPath() + "/login?" + REFUSED + "=" + reason);
    }
}
