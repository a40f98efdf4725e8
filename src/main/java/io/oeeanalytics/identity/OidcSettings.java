package io.oeeanalytics.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The identity provider (OpenID Connect) people may sign in at; without an issuer there is none.
 */
@Component
public class OidcSettings {
    /** As the settings call roles. */
    private static final Map<String, Role> ROLES =
            Map.of(
                    "ADMINISTRATOR", Role.ADMIN,
                    "MANAGER", Role.MANAGER,
                    "OPERATOR", Role.OPERATOR);

    private final String issuer;
    private final String clientId;
    private final String clientSecret;
    private final String name;
    private final String roleClaim;
    private final Map<String, Role> roles;

    OidcSettings(
            @Value("${oee.oidc.issuer:}") String issuer,
            @Value("${oee.oidc.client-id:}") String clientId,
            @Value("${oee.oidc.client-secret:}") String clientSecret,
            @Value("${oee.oidc.name:}") String name,
            @Value("${oee.oidc.role-claim:roles}") String roleClaim,
            @Value("${oee.oidc.roles:}") String roles) {
        this.issuer = issuer.strip();
        this.clientId = clientId.strip();
        this.clientSecret = clientSecret.strip();
        this.name = name.strip();
        this.roleClaim = roleClaim.strip();
        this.roles = roles(roles);
        if (isActive()) {
            JwtSettings.address("OIDC_ISSUER", this.issuer);
            needed("OIDC_CLIENT_ID", !this.clientId.isEmpty());
            needed("OIDC_CLIENT_SECRET", !this.clientSecret.isEmpty());
            needed("OIDC_ROLE_CLAIM", !this.roleClaim.isEmpty());
            needed("OIDC_ROLES", !this.roles.isEmpty());
        }
    }

    private static void needed(String setting, boolean there) {
        if (!there) {
            throw new IllegalArgumentException(
                    "OIDC_ISSUER is set and %s is not; without it nobody can sign in there"
                            .formatted(setting));
        }
    }

    private static Map<String, Role> roles(String text) {
        var roles = new LinkedHashMap<String, Role>();
        for (var pair : text.split(",", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            // Names of groups may hold one; roles do not.
            int at = pair.lastIndexOf('=');
            var role = at < 1 ? null : ROLES.get(pair.substring(at + 1).strip());
            if (role == null) {
                throw new IllegalArgumentException(
                        "OIDC_ROLES is a list such as oee-admins=ADMINISTRATOR,oee-managers=MANAGER,oee-operators=OPERATOR; '%s' is none of its parts"
                                .formatted(pair.strip()));
            }
            roles.put(pair.substring(0, at).strip(), role);
        }
        return Map.copyOf(roles);
    }

    public boolean isActive() {
        return !issuer.isEmpty();
    }

    /** What people call it; empty where nobody said. */
    public String name() {
        return name;
    }

    String issuer() {
        return issuer;
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }

    /** The one that may most of those the claims say; none where no role there is one here. */
    Optional<Role> role(Map<String, Object> claims) {
        return words(claim(claims)).stream()
                .flatMap(word -> Optional.ofNullable(roles.get(word)).stream())
                // Roles stand from the one that may most down.
                .min(Comparator.naturalOrder());
    }

    /** By its name, or by a path of names, as Keycloak's {@code realm_access.roles}. */
    private @Nullable Object claim(Map<String, Object> claims) {
        Object found = claims.get(roleClaim);
        if (found != null) {
            return found;
        }
        found = claims;
        for (var step : roleClaim.split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return found;
    }

    private static List<String> words(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case Collection<?> many -> {
                var words = new ArrayList<String>();
                many.forEach(one -> words.add(String.valueOf(one)));
                yield words;
            }
            case Object one -> Arrays.asList(String.valueOf(one).split("[ ,]+", -1));
        };
    }
}
