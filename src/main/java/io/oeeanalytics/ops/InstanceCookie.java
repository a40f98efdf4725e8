package io.oeeanalytics.ops;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the browser from its first answer on which of several instances holds its session ({@code
 * OEE_INSTANCE}), so that the proxy in front brings it there again. A browser that comes from an
 * instance that fell over is told anew, and stays.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class InstanceCookie extends OncePerRequestFilter {
    static final String NAME = "ROUTEID";

    private final String instance;

    /**
     * @param instance letters, digits, dots and dashes; empty where there is only one
     */
    InstanceCookie(@Value("${oee.instance:}") String instance) {
        if (!instance.matches("[A-Za-z0-9.-]{0,100}")) {
            throw new IllegalArgumentException(
                    "OEE_INSTANCE has up to 100 letters, digits, dots and dashes, not '%s'"
                            .formatted(instance));
        }
        this.instance = instance;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!instance.isEmpty() && !knows(request.getCookies())) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(NAME, instance)
                            .path("/")
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .sameSite("Lax")
                            .build()
                            .toString());
        }
        chain.doFilter(request, response);
    }

    private boolean knows(Cookie[] sent) {
        return sent != null
                && Arrays.stream(sent)
                        .anyMatch(
                                cookie ->
                                        cookie.getName().equals(NAME)
                                                && cookie.getValue().equals(instance));
    }
}
