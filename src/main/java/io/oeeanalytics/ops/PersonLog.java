package io.oeeanalytics.ops;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names who asks, a person or a key, in each line that a request logs after its sign-in was looked
 * at.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class PersonLog extends OncePerRequestFilter {
    /** Where the Elastic Common Schema has it. */
    static final String WHO = "user.name";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || who instanceof AnonymousAuthenticationToken) {
            chain.doFilter(request, response);
            return;
        }
        try (var _ = MDC.putCloseable(WHO, who.getName())) {
            chain.doFilter(request, response);
        }
    }
}
