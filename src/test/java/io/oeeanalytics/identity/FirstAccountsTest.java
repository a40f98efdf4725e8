package io.oeeanalytics.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

class FirstAccountsTest {
    private final AccountsInMemory kept = new AccountsInMemory();
    private final ApiKeysInMemory keptKeys = new ApiKeysInMemory();
    private final ApiKeys keys = new ApiKeys(keptKeys, Clock.systemUTC(), event -> {});
    private final PasswordEncoder passwords =
            PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final Clock clock = Clock.fixed(Instant.parse("2026-03-02T05:00:00Z"), ZoneOffset.UTC);
    private final AccountService accounts =
            new AccountService(
                    kept,
                    passwords,
                    clock,
                    event -> {},
                    new OwnPassword(
                            kept, new LockOut(kept, clock), passwords, (name, change) -> {}));

    @Test
    void a_demo_has_one_account_of_each_role() {
        start("demo");

        assertThat(kept.all())
                .extracting(Account::name)
                .containsExactly("demo-admin", "demo-manager", "demo-operator");
    }

    @Test
    void the_key_of_a_demo_opens_nothing_once_the_demo_is_over() {
        start("demo");
        assertThat(keptKeys.all()).extracting(ApiKey::name).containsExactly("demo");

        start("default");

        assertThat(keptKeys.all()).isEmpty();
    }

    @Test
    void nobody_gets_a_name_that_goes_with_the_next_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.open("Demo-Manager", "Somebody", Role.MANAGER))
                .withMessageContaining("demonstration");
    }

    @Test
    void a_demo_keeps_working_after_its_administrator_opened_an_account() {
        start("demo");
        accounts.open("shift.lead", "", Role.OPERATOR);

        start("demo");

        assertThat(kept.all()).hasSize(4).allMatch(Account::enabled);
    }

    @Test
    void outside_the_demo_no_demo_account_is_left_and_one_administrator_must_choose_a_password() {
        start("demo");

        start("default");

        assertThat(kept.all())
                .singleElement()
                .satisfies(
                        account -> {
                            assertThat(account.name()).isEqualTo("admin");
                            assertThat(account.mustChangePassword()).isTrue();
                        });
    }

    @Test
    void a_real_plant_started_as_a_demo_by_mistake_gets_no_demo_account() {
        start("default");

        start("demo");

        assertThat(kept.all()).extracting(Account::name).containsExactly("admin");
    }

    @Test
    void the_last_administrator_cannot_be_stopped() {
        start("default");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.enable("admin", false))
                .withMessageContaining("last administrator");
    }

    @Test
    void a_password_is_changed_only_by_who_knows_it_and_only_to_a_long_new_one() {
        start("default");
        var first = accounts.resetPassword("admin");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.changeOwnPassword("admin", "guess", "long enough, this"))
                .withMessageContaining("present password is not right");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.changeOwnPassword("admin", first, "short"))
                .withMessageContaining("at least 12 characters, this one has 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.changeOwnPassword("admin", first, first))
                .withMessageContaining("is the present one");

        accounts.changeOwnPassword("admin", first, "long enough, this");

        assertThat(accounts.own("admin").mustChangePassword()).isFalse();
    }

    private void start(String profile) {
        var environment = new MockEnvironment();
        environment.setActiveProfiles(profile);
        new FirstAccounts(accounts, kept, keys, environment, true).atStart();
    }
}
