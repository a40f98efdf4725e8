package io.oeeanalytics.base.api;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a parameter that the door does not know: misspelt, it would silently answer another
 * question.
 */
@Configuration(proxyBeanMethods = false)
class KnownParameters implements WebMvcConfigurer, HandlerInterceptor {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Clients of other protocols send what newer servers of theirs would know.
        registry.addInterceptor(this).addPathPatterns("/api/v1/**");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod door) {
            var known = names(door);
            var faults =
                    sent(request.getQueryString())
                            .filter(name -> !known.contains(name))
                            .map(name -> new Fault(name, reason(known)))
                            .toList();
            if (!faults.isEmpty()) {
                throw new ApiProblem(
                        HttpStatus.BAD_REQUEST, "The question cannot be answered.", faults);
            }
        }
        return true;
    }

    private static String reason(List<String> known) {
        return known.isEmpty()
                ? "is no parameter of this address; it has none"
                : "is no parameter of this address; it has " + String.join(", ", known);
    }

    /** Of the query alone: asking for the parameters would read a form out of the body. */
    private static Stream<String> sent(@Nullable String query) {
        return query == null
                ? Stream.empty()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2)[0])
                        .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                        .filter(name -> !name.isEmpty())
                        .distinct();
    }

    private static List<String> names(HandlerMethod door) {
        return Arrays.stream(door.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(KnownParameters::name)
                .toList();
    }

    private static String name(MethodParameter parameter) {
        var asked = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class));
        return asked.name().isEmpty() ? parameter.getParameter().getName() : asked.name();
    }
}
