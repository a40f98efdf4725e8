package io.oeeanalytics.base.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server itself refuses before or beside the doors, such as a sender who fell silent or an
 * address that is none, as a problem; left alone it would show the sign-in page of browsers.
 */
@Configuration(proxyBeanMethods = false)
class ServerProblems {
    @Bean
    FilterRegistrationBean<Filter> serverProblemsFilter() {
        var filter = new FilterRegistrationBean<Filter>(ServerProblems::answer);
        filter.setDispatcherTypes(DispatcherType.ERROR);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    private static void answer(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var address = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        boolean inference = address.startsWith("/v2/");
        if (!(inference || address.startsWith("/api/"))
                || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        var status = HttpStatus.valueOf(answer.getStatus());
        var problem = new LinkedHashMap<String, Object>();
        if (inference) {
            problem.put("error", detail(status));
        } else {
            problem.put("title", status.getReasonPhrase());
            problem.put("status", status.value());
            problem.put("detail", detail(status));
        }
        answer.setContentType(
                inference
                        ? MediaType.APPLICATION_JSON_VALUE
                        : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        answer.setCharacterEncoding(StandardCharsets.UTF_8);
        answer.getWriter().write(JsonMapper.shared().writeValueAsString(problem));
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case REQUEST_TIMEOUT ->
                    "The request came too slowly: its sender fell silent. Send it again, in smaller"
                            + " parts where the line is slow. Nothing of it was stored.";
            case BAD_REQUEST ->
                    "The request cannot be read: its address, a header or the end of its body is"
                            + " not as HTTP has it.";
            default -> "The request cannot be taken.";
        };
    }
}
