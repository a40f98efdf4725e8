package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
    @Test
    void both_forms_are_understood() {
        var uri =
                DatabaseAddress.parse(
                        "DATABASE_URL",
                        "postgresql://oee:p%40ss+1@db.plant:5433/oee?sslmode=require",
                        "");
        var jdbc =
                DatabaseAddress.parse(
                        "DATABASE_URL", "jdbc:postgresql://db.plant:5433/oee?user=oee", "");

        assertThat(uri.jdbcUrl()).isEqualTo("jdbc:postgresql://db.plant:5433/oee?sslmode=require");
        assertThat(uri.user()).isEqualTo("oee");
        assertThat(uri.password()).isEqualTo("p@ss+1");
        assertThat(jdbc.jdbcUrl()).isEqualTo("jdbc:postgresql://db.plant:5433/oee?user=oee");
    }

    @Test
    void a_refusal_says_what_to_write_and_never_repeats_the_password() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DatabaseAddress.parse(
                                        "DATABASE_URL", "postgresql://oee:secret@db.plant", ""))
                .withMessageContaining("names no host or no database")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DatabaseAddress.parse(
                                        "DATABASE_URL",
                                        "postgresql://oee:sec ret@db.plant/oee",
                                        ""))
                .withMessageContaining("percent-encode")
                .withMessageNotContaining("sec ret");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DatabaseAddress.parse(
                                        "DATABASE_URL", "mysql://oee:secret@db.plant/oee", ""))
                .withMessageContaining("'mysql:'")
                .withMessageNotContaining("secret");
    }

    @Test
    void printed_it_hides_the_password() {
        var address =
                DatabaseAddress.parse(
                        "DATABASE_URL", "jdbc:postgresql://db/oee?user=oee&password=secret", "");

        assertThat(address).hasToString("jdbc:postgresql://db/oee?user=oee&password=…");
    }

    @Test
    void the_password_may_be_kept_apart_in_a_file_that_ends_with_a_line() {
        var address =
                DatabaseAddress.parse(
                        "DATABASE_MIGRATE_URL", "postgresql://oee_owner@db:5432/oee", "secret\n");

        assertThat(address.user()).isEqualTo("oee_owner");
        assertThat(address.password()).isEqualTo("secret");
    }

    @Test
    void a_refusal_names_the_setting_it_is_about() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse("DATABASE_MIGRATE_URL", "oee", ""))
                .withMessageStartingWith("DATABASE_MIGRATE_URL must start with");
    }
}
