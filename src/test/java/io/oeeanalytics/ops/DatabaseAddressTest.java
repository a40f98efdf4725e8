package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
    @Test
    void both_forms_are_understood() {
        var uri =
                DatabaseAddress.parse(
                        "postgresql://oee:p%40ss+1@db.plant:5433/oee?sslmode=require");
        var jdbc = DatabaseAddress.parse("jdbc:postgresql://db.plant:5433/oee?user=oee");

        assertThat(uri.jdbcUrl()).isEqualTo("jdbc:postgresql://db.plant:5433/oee?sslmode=require");
        assertThat(uri.user()).isEqualTo("oee");
        assertThat(uri.password()).isEqualTo("p@ss+1");
        assertThat(jdbc.jdbcUrl()).isEqualTo("jdbc:postgresql://db.plant:5433/oee?user=oee");
    }

    @Test
    void a_refusal_says_what_to_write_and_never_repeats_the_password() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse("postgresql://oee:secret@db.plant"))
                .withMessageContaining("names no host or no database")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse("postgresql://oee:sec ret@db.plant/oee"))
                .withMessageContaining("percent-encode")
                .withMessageNotContaining("sec ret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.parse("mysql://oee:secret@db.plant/oee"))
                .withMessageContaining("'mysql:'")
                .withMessageNotContaining("secret");
    }

    @Test
    void printed_it_hides_the_password() {
        var address = DatabaseAddress.parse("jdbc:postgresql://db/oee?user=oee&password=secret");

        assertThat(address).hasToString("jdbc:postgresql://db/oee?user=oee&password=…");
    }
}
