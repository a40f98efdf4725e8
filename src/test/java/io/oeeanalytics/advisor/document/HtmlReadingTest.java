package io.oeeanalytics.advisor.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.search.Block;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReadingTest {
    private static List<String> read(String html) throws DocumentRefused {
        return HtmlReading.read(Jsoup.parse(html)).blocks().stream().map(Block::text).toList();
    }

    private static List<String> withSheet(String sheet) throws DocumentRefused {
        return read(
                "<style>%s</style><p>Seen.</p><p class=h>Hidden.</p>".formatted(sheet)
                        + "<div class=menu><ul><li>Menu.</li></ul></div><ol><li>Step.</li></ol>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a, .h {display:none}",
                ".h, .a { color: red; display: NONE }",
                "p.h{visibility:hidden}",
                "p + .h{font-size:0px}",
                "p:not(.seen):nth-child(2){opacity:0}",
                "/* .h{display:block} */ .h{display:none}",
                "@charset 'utf-8'; .h{display:none}",
                "@media screen{.a{color:red} .h{display:none}}",
                "@media print{p{display:none}} .h{display:none}",
                "@layer base{.h{display:none}}",
                "<!-- .h{display:none} -->"
            })
    void what_a_rule_hides_is_not_read(String sheet) throws DocumentRefused {
        assertThat(withSheet(sheet)).containsExactly("Seen.", "- Menu.", "- Step.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".h .other{display:none}",
                "@media print{.h{display:none}}",
                "@media (max-width: 600px){.h{display:none}}",
                "@media print{p{color:red} .h{display:none}} p{color:red}",
                ".h:hover{display:none}",
                ".h::before, .h:before{display:none}",
                ".h ~~ {display:none}",
                ".h{opacity:0.9;font-size:0.8em}",
                "body{visibility:hidden} html{opacity:0}",
                "{{{",
                "}}.h{",
                ", {display:none}"
            })
    void what_a_reader_sees_is_read(String sheet) throws DocumentRefused {
        assertThat(withSheet(sheet)).containsExactly("Seen.", "Hidden.", "- Menu.", "- Step.");
    }

    @Test
    void of_a_selector_all_parts_count() throws DocumentRefused {
        assertThat(withSheet(".menu li{display:none}"))
                .containsExactly("Seen.", "Hidden.", "- Step.");
        assertThat(withSheet("nav ul ul{display:none}")).contains("- Menu.", "- Step.");
    }

    @Test
    void a_sheet_for_paper_hides_nothing() throws DocumentRefused {
        assertThat(read("<style media=print>p{display:none}</style><p>Seen.</p>"))
                .containsExactly("Seen.");
        assertThat(read("<body style='opacity:0'><p>Seen.</p>")).containsExactly("Seen.");
    }
}
