package io.oeeanalytics.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what pages of others make a browser ask that is signed in here: to change something, or
 * to listen to pushes, which the rules of browsers on foreign answers do not cover. A browser names
 * where its page is from; other programs name nothing, and have no cookie to lose.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class OwnPagesOnly extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String PUSH = "/VAADIN/push";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && isGuarded(request) && !isOwn(origin, request.getServerName())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isGuarded(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                || request.getHeader(HttpHeaders.UPGRADE) != null
                || request.getRequestURI().startsWith(PUSH);
    }

    /** By name alone: ports are those of the proxy in front, and cookies know none either. */
    private static boolean isOwn(String origin, @Nullable String server) {
        try {
            var host = URI.create(origin).getHost();
            return host != null && host.equalsIgnoreCase(server);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
