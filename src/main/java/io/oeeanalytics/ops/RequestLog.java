package io.oeeanalytics.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives every request an id, its own or the one the proxy gave it, which stands in each line it
 * logs and in the answer ({@code X-Request-Id}); counts it in {@code app_requests_total} and times
 * it in {@code app_request_duration_seconds}, by method and by the pattern of its address, which
 * are few.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestLog extends OncePerRequestFilter {
    static final String REQUEST = "request";

    private static final String ID_HEADER = "X-Request-Id";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final ObjectProvider<MeterRegistry> meters;

    RequestLog(ObjectProvider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = id(request.getHeader(ID_HEADER));
        var began = System.nanoTime();
        MDC.put(REQUEST, id);
        MDC.put(AuditTrail.ADDRESS, request.getRemoteAddr());
        response.setHeader(ID_HEADER, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(REQUEST);
            MDC.remove(AuditTrail.ADDRESS);
            var took = Duration.ofNanos(System.nanoTime() - began);
            meters.ifAvailable(registry -> count(registry, request, took));
        }
    }

    /** An id from outside is taken only if it can do no harm in a log. */
    private static String id(String sent) {
        return sent != null && sent.matches("[A-Za-z0-9-]{8,64}")
                ? sent
                : UUID.randomUUID().toString();
    }

    private static void count(MeterRegistry registry, HttpServletRequest request, Duration took) {
        var method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        registry.counter("app.requests", "method", method, "endpoint", endpoint(request))
                .increment();
        Timer.builder("app.request.duration")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10))
                .register(registry)
                .record(took);
    }

    /** The pattern of a door, or which part of the browser's pages; never what somebody typed. */
    private static String endpoint(HttpServletRequest request) {
        var path = request.getRequestURI();
        var door = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (door != null && !door.equals("/**")) {
            return door.toString();
        }
        if (request.getParameter("v-r") != null) {
            return "view";
        }
        return path.startsWith("/VAADIN/")
                        || path.startsWith("/charts/")
                        || path.startsWith("/drafts/")
                        || path.startsWith("/styles/")
                        || path.startsWith("/icons/")
                ? "static"
                : "page";
    }
}
