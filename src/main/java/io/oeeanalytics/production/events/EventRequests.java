package io.oeeanalytics.production.events;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code oee_ingest_requests_total}: batches of events by the status they were answered with. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class EventRequests extends OncePerRequestFilter {
    private final ObjectProvider<MeterRegistry> meters;

    EventRequests(ObjectProvider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !request.getRequestURI().equals(EventsDoor.PATH);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            count(String.valueOf(status));
        }
    }

    private void count(String status) {
        meters.ifAvailable(
                registry -> registry.counter("oee.ingest.requests", "status", status).increment());
    }
}
