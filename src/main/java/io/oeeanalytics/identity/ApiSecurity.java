package io.oeeanalytics.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door for other systems, under {@code /api}: a key in every request, no session, no cookie. A
 * key that may read sees what managers see, one that may administer does what administrators do.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, ApiKeys keys) {
        return http.securityMatcher("/api/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers("/api/v1/openapi")
                                        .permitAll()
                                        .requestMatchers(HttpMethod.POST, "/api/v1/events")
                                        .hasAuthority("SCOPE_INGEST")
                                        .requestMatchers(HttpMethod.GET, "/api/**")
                                        .hasAuthority("SCOPE_READ")
                                        .anyRequest()
                                        .hasAuthority("SCOPE_ADMIN"))
                .addFilterBefore(new KeyFilter(keys), UsernamePasswordAuthenticationFilter.class)
                .exceptionHandling(
                        refusals ->
                                refusals.authenticationEntryPoint(
                                                (request, response, e) ->
                                                        refuse(
                                                                response,
                                                                401,
                                                                "Unauthorized",
                                                                "Send a key as 'Authorization: Bearer oee_…'; an administrator opens one under API keys."))
                                        .accessDeniedHandler(
                                                (request, response, e) ->
                                                        refuse(
                                                                response,
                                                                403,
                                                                "Forbidden",
                                                                "The key has no scope that allows this.")))
                .build();
    }

    private static void refuse(
            HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        response.setStatus(status);
        if (status == 401) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write(
                        "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                                .formatted(title, status, detail));
    }

    private static final class KeyFilter extends OncePerRequestFilter {
        private static final String BEARER = "Bearer ";

        private final ApiKeys keys;

        KeyFilter(ApiKeys keys) {
            this.keys = keys;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                    .filter(header -> header.startsWith(BEARER))
                    .map(header -> header.substring(BEARER.length()).strip())
                    .flatMap(keys::known)
                    .ifPresent(
                            key -> {
                                var context = SecurityContextHolder.createEmptyContext();
                                context.setAuthentication(
                                        UsernamePasswordAuthenticationToken.authenticated(
                                                key.name(), null, authorities(key)));
                                SecurityContextHolder.setContext(context);
                            });
            chain.doFilter(request, response);
        }

        private static List<SimpleGrantedAuthority> authorities(ApiKey key) {
            var authorities = new ArrayList<SimpleGrantedAuthority>();
            boolean admin = key.scopes().contains(ApiKey.Scope.ADMIN);
            for (var scope : ApiKey.Scope.values()) {
                if (admin || key.scopes().contains(scope)) {
                    authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope));
                }
            }
            if (admin) {
                authorities.add(new SimpleGrantedAuthority("ROLE_ADMIN"));
            }
            if (admin || key.scopes().contains(ApiKey.Scope.READ)) {
                authorities.add(new SimpleGrantedAuthority("ROLE_MANAGER"));
            }
            return authorities;
        }
    }
}
