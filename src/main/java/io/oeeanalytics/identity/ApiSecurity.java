package io.oeeanalytics.identity;

import io.oeeanalytics.identity.ApiKey.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * The doors for other systems, under {@code /api}, {@code /v2}, {@code /mcp} and {@code /actuator}:
 * a key or token in every request, no session, no cookie. Who may read sees what managers see, who
 * may administer does what administrators do.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    /** MLflow's protocol, whose clients read refusals of another form. */
    private static final String MLFLOW = "/api/2.0/";

    /** The Open Inference Protocol, whose clients read refusals of another form again. */
    private static final String INFERENCE = "/v2";

    /** The Model Context Protocol, by which agents ask. */
    private static final String AGENTS = "/mcp";

    private static final RequestMatcher EVENTS = one(HttpMethod.POST, "/api/v1/events");

    /**
     * Of the installation as a whole, not of its sites: the registry of models, the connection to
     * the broker, meters.
     */
    private static final RequestMatcher WHOLE =
            any(
                    null,
                    MLFLOW + "**",
                    INFERENCE,
                    INFERENCE + "/**",
                    "/api/v1/models",
                    "/api/v1/models/**",
                    "/api/v1/mqtt",
                    "/actuator/prometheus");

    /** Ask, though they are posted. */
    private static final RequestMatcher QUESTIONS =
            any(
                    HttpMethod.POST,
                    AGENTS,
                    MLFLOW + "mlflow/registered-models/get-latest-versions",
                    "/api/v1/models/*/versions/*/predictions",
                    "/v2/models/*/infer",
                    "/v2/models/*/versions/*/infer");

    private static RequestMatcher any(@Nullable HttpMethod method, String... patterns) {
        return new OrRequestMatcher(
                Arrays.stream(patterns).map(pattern -> one(method, pattern)).toList());
    }

    /** By the decoded path, as doors are found: every letter of a path may come as its code. */
    private static RequestMatcher one(@Nullable HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(
            HttpSecurity http,
            ApiKeys keys,
            OwnTokens own,
            SignedTokens tokens,
            Environment environment) {
        return http.securityMatcher("/api/**", "/actuator/**", AGENTS, INFERENCE, INFERENCE + "/**")
                .csrf(csrf -> csrf.disable())
                .headers(SecurityHeaders::say)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers(
                                                HttpMethod.GET,
                                                "/api/v1/openapi",
                                                "/api/v1/openapi.yaml",
                                                "/v2/health/live",
                                                "/v2/health/ready")
                                        .permitAll()
                                        .requestMatchers(HttpMethod.POST, TokenDoor.TOKEN)
                                        .permitAll()
                                        .requestMatchers(HttpMethod.POST, TokenDoor.REVOKE)
                                        .authenticated()
                                        .requestMatchers(
                                                request -> isForTheHouse(request, environment))
                                        .permitAll()
                                        .anyRequest()
                                        .access(
                                                (who, context) ->
                                                        new AuthorizationDecision(
                                                                isOpen(
                                                                        who.get(),
                                                                        context.getRequest()))))
                .addFilterBefore(
                        new BearerFilter(keys, own, tokens),
                        UsernamePasswordAuthenticationFilter.class)
                .exceptionHandling(
                        refusals ->
                                refusals.authenticationEntryPoint(
                                                (request, response, e) ->
                                                        stranger(request, response))
                                        .accessDeniedHandler(
                                                (request, response, e) ->
                                                        lacking(request, response)))
                .build();
    }

    /** Health and meters on a port of their own, which is not reachable from outside. */
    private static boolean isForTheHouse(HttpServletRequest request, Environment environment) {
        var doors = environment.getProperty("local.server.port");
        var house = environment.getProperty("local.management.port");
        return doors != null
                && house != null
                && !house.equals(doors)
                && house.equals(String.valueOf(request.getLocalPort()));
    }

    private static boolean isOpen(Authentication who, HttpServletRequest request) {
        return BearerFilter.may(who, needed(request)) && !isBeyondItsSites(who, request);
    }

    private static boolean isBeyondItsSites(
            @Nullable Authentication who, HttpServletRequest request) {
        return who != null
                && who.getDetails() instanceof SiteScope scope
                && scope.isLimited()
                && WHOLE.matches(request);
    }

    /** Whoever tells of events need not be able to read, and the other way round. */
    private static Scope needed(HttpServletRequest request) {
        if (EVENTS.matches(request)) {
            return Scope.INGEST;
        }
        if (QUESTIONS.matches(request)) {
            return Scope.READ;
        }
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> Scope.READ;
            default -> Scope.ADMIN;
        };
    }

    private static void stranger(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getAttribute(BearerFilter.LATER) instanceof String reason) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "10");
            refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, reason);
        } else if (request.getAttribute(BearerFilter.REFUSED) instanceof String reason) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            refuse(request, response, HttpStatus.UNAUTHORIZED, reason);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            refuse(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Send a key as 'Authorization: Bearer oee_…'; an administrator opens one under"
                            + " API keys.");
        }
    }

    private static void lacking(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (isBeyondItsSites(who, request)) {
            refuse(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "This belongs to all sites, and the key or token is limited to some. An"
                            + " administrator opens one that reaches every site.");
            return;
        }
        var needed = needed(request);
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(needed.word()));
        refuse(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "This needs the scope %s; the key or token has %s."
                        .formatted(needed.word(), scopes(who)));
    }

    private static String scopes(@Nullable Authentication who) {
        var scopes =
                who == null
                        ? ""
                        : Arrays.stream(Scope.values())
                                .filter(scope -> BearerFilter.may(who, scope))
                                .map(Scope::word)
                                .collect(Collectors.joining(", "));
        return scopes.isEmpty() ? "none" : scopes;
    }

    /** In front of every door, so not by their advice. */
    private static void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String detail)
            throws IOException {
        boolean mlflow = request.getRequestURI().startsWith(MLFLOW);
        boolean inference = request.getRequestURI().startsWith(INFERENCE);
        var problem = new LinkedHashMap<String, Object>();
        if (mlflow) {
            problem.put("error_code", mlflowCode(status));
            problem.put("message", detail);
        } else if (inference) {
            problem.put("error", detail);
        } else {
            problem.put("title", status.getReasonPhrase());
            problem.put("status", status.value());
            problem.put("detail", detail);
        }
        response.setStatus(status.value());
        response.setContentType(
                mlflow || inference
                        ? MediaType.APPLICATION_JSON_VALUE
                        : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write(JsonMapper.shared().writeValueAsString(problem));
    }

    private static String mlflowCode(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "UNAUTHENTICATED";
            case FORBIDDEN -> "PERMISSION_DENIED";
            default -> "TEMPORARILY_UNAVAILABLE";
        };
    }
}
