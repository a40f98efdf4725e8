package io.oeeanalytics.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** Of RFC 6238, appendix B. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.UTF_8);

    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final long STEP = 37_037_037;

    /** Appendix B prints eight digits; six are the last of them. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codes_are_those_of_the_rfc(long second, String eightDigits) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second))))
                .isEqualTo(eightDigits.substring(2));
    }

    @Test
    void a_code_is_taken_one_step_early_or_late_and_no_further() {
        for (long off = -1; off <= 1; off++) {
            assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, STEP + off), NOW, 0))
                    .hasValue(STEP + off);
        }
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, STEP - 2), NOW, 0)).isEmpty();
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, STEP + 2), NOW, 0)).isEmpty();
    }

    @Test
    void a_code_of_a_step_that_was_taken_or_of_one_before_is_none() {
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, STEP), NOW, STEP)).isEmpty();
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, STEP - 1), NOW, STEP)).isEmpty();
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, STEP + 1), NOW, STEP)).hasValue(STEP + 1);
    }

    @Test
    void what_is_no_code_is_refused() {
        assertThat(Totp.stepOf(SECRET, "", NOW, 0)).isEmpty();
        assertThat(Totp.stepOf(SECRET, "50471", NOW, 0)).isEmpty();
        assertThat(Totp.stepOf(SECRET, "14050471", NOW, 0)).isEmpty();
    }

    /** RFC 4648, section 10, without the padding that apps do not take. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foobar, MZXW6YTBOI"})
    void base_32_is_that_of_the_rfc(String text, String encoded) {
        assertThat(Totp.base32(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(encoded);
    }

    @Test
    void an_app_is_told_all_it_needs() {
        assertThat(Totp.address("shift.lead", SECRET))
                .isEqualTo(
                        "otpauth://totp/OEE%20Analytics:shift.lead?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=OEE%20Analytics&algorithm=SHA1&digits=6&period=30");
    }
}
