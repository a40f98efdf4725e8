package io.oeeanalytics.identity;

import io.oeeanalytics.identity.ApiKey.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks who comes in: the key or token (ours, or an identity provider's) of {@code Authorization:
 * Bearer}, or, where MLflow's clients come in, the password of {@code Authorization: Basic}, whose
 * user says nothing.
 */
final class BearerFilter extends OncePerRequestFilter {
    /** Of a request whose bearer is not let in: why. */
    static final String REFUSED = "oee.bearer.refused";

    /** Of a request whose bearer may be let in later: why. */
    static final String LATER = "oee.bearer.later";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String MLFLOW = "/api/2.0/";
    private static final String SCOPE = "SCOPE_";

    private final ApiKeys keys;
    private final OwnTokens own;
    private final SignedTokens tokens;

    BearerFilter(ApiKeys keys, OwnTokens own, SignedTokens tokens) {
        this.keys = keys;
        this.own = own;
        this.tokens = tokens;
    }

    static boolean may(Authentication who, Scope scope) {
        return who.getAuthorities().stream()
                .anyMatch(authority -> (SCOPE + scope).equals(authority.getAuthority()));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            look(header.substring(BEARER.length()).strip(), request);
        } else if (header != null
                && header.regionMatches(true, 0, BASIC, 0, BASIC.length())
                && request.getRequestURI().startsWith(MLFLOW)) {
            look(password(header.substring(BASIC.length()).strip()), request);
        }
        chain.doFilter(request, response);
    }

    /** What cannot be read is a key that nobody knows. */
    private static String password(String credentials) {
        try {
            var text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return ApiKeys.PREFIX;
        }
    }

    private void look(String sent, HttpServletRequest request) {
        try {
            known(sent, request);
        } catch (DataAccessException | TransactionException e) {
            request.setAttribute(
                    LATER,
                    "The database is away, so nobody can be known. Send the request again later; nothing was changed.");
        }
    }

    private void known(String sent, HttpServletRequest request) {
        var key = keys.known(sent);
        if (key.isPresent()) {
            letIn(key.get().name(), key.get().scopes(), key.get().sites());
        } else if (sent.startsWith(ApiKeys.PREFIX)) {
            request.setAttribute(
                    REFUSED,
                    "The key is unknown or was revoked; an administrator opens one under API keys.");
        } else {
            try {
                var ours = own.bearer(sent);
                var bearer = ours.isPresent() ? ours.get() : tokens.bearer(sent);
                letIn(bearer.name(), bearer.scopes(), bearer.sites());
            } catch (SignedTokens.Refused e) {
                request.setAttribute(e.isPassing() ? LATER : REFUSED, e.getMessage());
            }
        }
    }

    private static void letIn(String name, Set<Scope> scopes, SiteScope sites) {
        var context = SecurityContextHolder.createEmptyContext();
        var bearer =
                UsernamePasswordAuthenticationToken.authenticated(name, null, authorities(scopes));
        bearer.setDetails(sites);
        context.setAuthentication(bearer);
        SecurityContextHolder.setContext(context);
    }

    private static List<SimpleGrantedAuthority> authorities(Set<Scope> scopes) {
        var authorities = new ArrayList<SimpleGrantedAuthority>();
        boolean admin = scopes.contains(Scope.ADMIN);
        for (var scope : Scope.values()) {
            if (admin || scopes.contains(scope)) {
                authorities.add(new SimpleGrantedAuthority(SCOPE + scope));
            }
        }
        if (admin) {
            authorities.add(new SimpleGrantedAuthority("ROLE_ADMIN"));
        }
        if (admin || scopes.contains(Scope.READ)) {
            authorities.add(new SimpleGrantedAuthority("ROLE_MANAGER"));
        }
        return authorities;
    }
}
