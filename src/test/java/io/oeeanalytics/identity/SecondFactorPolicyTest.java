package io.oeeanalytics.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SecondFactorPolicyTest {
    private static Account account(Role role, boolean secondFactor) {
        return new Account(
                1, "a", "A", role, true, false, SiteScope.EVERYWHERE, secondFactor, false);
    }

    @Test
    void who_needs_a_second_factor_is_said_by_the_setting() {
        var manager = account(Role.MANAGER, false);
        var administrator = account(Role.ADMIN, false);

        assertThat(new SecondFactorPolicy("optional").lacksOne(administrator)).isFalse();
        assertThat(new SecondFactorPolicy("administrators").lacksOne(administrator)).isTrue();
        assertThat(new SecondFactorPolicy("administrators").lacksOne(manager)).isFalse();
        assertThat(new SecondFactorPolicy("all").lacksOne(manager)).isTrue();
        assertThat(new SecondFactorPolicy("all").lacksOne(account(Role.ADMIN, true))).isFalse();
    }

    @Test
    void whoever_comes_from_an_identity_provider_needs_none_here() {
        var person =
                new Account(
                        1, "a", "A", Role.ADMIN, true, false, SiteScope.EVERYWHERE, false, true);

        assertThat(new SecondFactorPolicy("all").lacksOne(person)).isFalse();
    }

    @Test
    void any_other_word_is_refused_at_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecondFactorPolicy("none"))
                .withMessageContaining("optional, administrators, all, not 'none'");
    }
}
