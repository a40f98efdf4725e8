package io.oeeanalytics.identity.ui;

import io.oeeanalytics.identity.CodeSignIn;
import io.oeeanalytics.identity.SecondFactorNeeded;
import java.util.Objects;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.RememberMeServices;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Puts the page of the code behind the one of the password: only what it lets through is signed in,
 * in a session of a new name, remembered, and led where the person wanted to go.
 */
final class CodeStep extends AbstractHttpConfigurer<CodeStep, HttpSecurity> {
    private final CodeSignIn codes;

    CodeStep(CodeSignIn codes) {
        this.codes = codes;
    }

    @Override
    public void configure(HttpSecurity http) {
        var filter = new CodeFilter(codes);
        filter.setSessionAuthenticationStrategy(shared(http, SessionAuthenticationStrategy.class));
        filter.setSecurityContextRepository(shared(http, SecurityContextRepository.class));
        filter.setRememberMeServices(shared(http, RememberMeServices.class));
        var onward = new SavedRequestAwareAuthenticationSuccessHandler();
        onward.setRequestCache(shared(http, RequestCache.class));
        filter.setAuthenticationSuccessHandler(onward);
        filter.setAuthenticationFailureHandler(
                new SimpleUrlAuthenticationFailureHandler("/" + CodeView.PATH + "?error"));
        http.addFilterAfter(filter, UsernamePasswordAuthenticationFilter.class);
    }

    private static <T> T shared(HttpSecurity http, Class<T> type) {
        return Objects.requireNonNull(http.getSharedObject(type), type.getSimpleName());
    }

    /** Where a password leads that signed nobody in. */
    AuthenticationFailureHandler afterPassword() {
        var refused = new SimpleUrlAuthenticationFailureHandler("/login?error");
        return (request, response, why) -> {
            if (why instanceof SecondFactorNeeded needed) {
                codes.await(request, needed);
                response.sendRedirect(request.getContextPath() + "/" + CodeView.PATH);
            } else {
                refused.onAuthenticationFailure(request, response, why);
            }
        };
    }
}
