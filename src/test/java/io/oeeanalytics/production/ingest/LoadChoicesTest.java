package io.oeeanalytics.production.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadChoicesTest {
    private static final FileFormat FORMAT =
            new FileFormat(
                    FileKind.PIECE_LOG,
                    Charset.forName("windows-1252"),
                    '\t',
                    true,
                    3,
                    List.of("Linie", "Anfang", "Ende \"x\""),
                    Map.of(
                            FileColumn.LINE, 0,
                            FileColumn.START, 1,
                            FileColumn.FINISH, 2),
                    Map.of(
                            FileColumn.START, StampOrder.DAY_FIRST,
                            FileColumn.FINISH, StampOrder.DAY_FIRST));

    private static final ImportRequest REQUEST =
            new ImportRequest(
                    Path.of("pieces.csv"),
                    "pieces.csv",
                    FORMAT,
                    ZoneId.of("Asia/Tokyo"),
                    Set.of(CleaningRule.values()),
                    NewLines.WHEN_ALL_ARE_NEW,
                    false,
                    Map.of("TRY-1", 60_000L),
                    "olga");

    @Test
    void what_is_kept_asks_for_the_same_load() {
        var kept = LoadChoices.read(LoadChoices.of(REQUEST).json());

        assertThat(kept.request(REQUEST.file(), "pieces.csv", "olga")).isEqualTo(REQUEST);
    }

    @Test
    void leaving_bad_rows_out_changes_nothing_else() {
        var without = LoadChoices.of(REQUEST).leavingBadRowsOut();

        assertThat(without.withoutBadRows()).isTrue();
        assertThat(without)
                .usingRecursiveComparison()
                .ignoringFields("withoutBadRows")
                .isEqualTo(LoadChoices.of(REQUEST));
    }
}
