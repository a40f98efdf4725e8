package io.oeeanalytics.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OidcSettingsTest {
    private static final String ROLES =
            "oee-admins=ADMINISTRATOR, oee-managers=MANAGER,cn=floor=OPERATOR";

    private static OidcSettings settings(String claim, String roles) {
        return new OidcSettings(
                "https://login.example.com", "oee", "secret", "Example", claim, roles);
    }

    @Test
    void the_role_that_may_most_counts() {
        var settings = settings("roles", ROLES);

        assertThat(settings.role(Map.of("roles", List.of("oee-managers", "x", "oee-admins"))))
                .contains(Role.ADMIN);
        assertThat(settings.role(Map.of("roles", List.of("cn=floor")))).contains(Role.OPERATOR);
        assertThat(settings.role(Map.of("roles", "oee-managers offline"))).contains(Role.MANAGER);
        assertThat(settings.role(Map.of("roles", List.of("OEE-ADMINS", "ADMINISTRATOR"))))
                .isEmpty();
        assertThat(settings.role(Map.of("groups", List.of("oee-admins")))).isEmpty();
    }

    @Test
    void the_claim_may_lie_inside_another_or_have_dots_in_its_name() {
        var inside = Map.<String, Object>of("roles", List.of("oee-managers"));

        assertThat(settings("realm_access.roles", ROLES).role(Map.of("realm_access", inside)))
                .contains(Role.MANAGER);
        assertThat(
                        settings("https://oee.example/roles", ROLES)
                                .role(Map.of("https://oee.example/roles", List.of("oee-managers"))))
                .contains(Role.MANAGER);
        assertThat(settings("realm_access.roles", ROLES).role(Map.of("realm_access", "x")))
                .isEmpty();
    }

    @Test
    void without_an_issuer_nothing_is_asked_for() {
        assertThat(new OidcSettings("", "", "", "", "roles", "").isActive()).isFalse();
    }

    @Test
    void what_is_missing_or_unsafe_is_named_at_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("roles", ""))
                .withMessageContaining("OIDC_ROLES is not");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("roles", "oee-admins=ROOT"))
                .withMessageContaining("'oee-admins=ROOT'");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new OidcSettings(
                                        "https://login.example.com", "oee", "", "", "roles", ROLES))
                .withMessageContaining("OIDC_CLIENT_SECRET is not");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new OidcSettings(
                                        "http://login.example.com", "oee", "s", "", "roles", ROLES))
                .withMessageContaining("OIDC_ISSUER");
    }
}
