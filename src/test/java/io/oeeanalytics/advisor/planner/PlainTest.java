package io.oeeanalytics.advisor.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void case_accents_and_signs_do_not_count() {
        assertThat(Plain.of("  Wie hoch war die VERFÜGBARKEIT (A)?! "))
                .isEqualTo("wie hoch war die verfugbarkeit a");
        assertThat(Plain.of("Qu’est-ce que l'équipe a fait ?"))
                .isEqualTo("qu est-ce que l equipe a fait");
        assertThat(Plain.of("größte")).isEqualTo("grosste");
    }

    @Test
    void what_stands_in_dates_codes_and_numbers_stays() {
        assertThat(Plain.of("PRESS-1 am 18.11.2026, 06:00: 80 %."))
                .isEqualTo("press-1 am 18.11.2026 06:00 80 %");
        assertThat(Plain.of("line_3 – 1/2 / .")).isEqualTo("line_3 - 1/2");
        assertThat(Plain.words("line_3 - 1/2")).containsExactly("line_3", "1/2");
    }

    @Test
    void what_nobody_sees_is_not_read() {
        assertThat(Plain.of("oee\u200B of\u00A0PRESS-1")).isEqualTo("oee of press-1");
        assertThat(Plain.words("")).isEmpty();
    }
}
