package io.oeeanalytics.base.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Answers where there is no door. Without it the browser's views would, with a page and status 200.
 */
@Configuration(proxyBeanMethods = false)
class NoDoor {
    /** Behind the doors themselves, before everything for browsers. */
    private static final int ORDER = 1;

    @Bean
    HandlerMapping noDoorMapping() throws NoSuchMethodException {
        return new SimpleUrlHandlerMapping(
                Map.of(
                        "/api/**",
                        new HandlerMethod(
                                this,
                                NoDoor.class.getDeclaredMethod(
                                        "answer", HttpServletRequest.class))),
                ORDER);
    }

    void answer(HttpServletRequest request) {
        throw new ApiProblem(
                HttpStatus.NOT_FOUND,
                "There is nothing at %s; GET /api/v1/openapi lists what there is."
                        .formatted(request.getRequestURI()));
    }
}
