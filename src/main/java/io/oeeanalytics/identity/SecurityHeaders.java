package io.oeeanalytics.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XXssProtectionHeaderWriter.HeaderValue;

/**
 * What every answer says to the browser. The proxy of {@code nginx/} drops these and says the same
 * of all answers, its own too; where another stands in front, such as an Ingress, they hold.
 */
public final class SecurityHeaders {
    private static final long YEAR_SECONDS = 31_536_000;

    /**
     * Vaadin starts its page by a script in the page and makes functions of what the server sends,
     * so it needs 'unsafe-inline' and 'unsafe-eval'; nothing from elsewhere is loaded, sent to or
     * framed.
     */
    private static final String CONTENT =
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
                    + " style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " font-src 'self' data:; connect-src 'self'; object-src 'none';"
                    + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static final String PERMISSIONS =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
                    + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private SecurityHeaders() {}

    /** Beside what Spring Security says by itself: nosniff, and that data is kept nowhere. */
    public static void say(HeadersConfigurer<HttpSecurity> headers) {
        headers.frameOptions(frames -> frames.deny())
                .xssProtection(old -> old.headerValue(HeaderValue.ENABLED_MODE_BLOCK))
                .httpStrictTransportSecurity(
                        strict -> strict.includeSubDomains(true).maxAgeInSeconds(YEAR_SECONDS))
                .contentSecurityPolicy(content -> content.policyDirectives(CONTENT))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
