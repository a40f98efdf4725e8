package io.oeeanalytics.forecast.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.forecast.auto.ValueBounds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlobalModelTest {
    private static final Panel PANEL = Panels.shared(4, 60);

    @ParameterizedTest
    @EnumSource
    void a_model_read_again_gives_the_same_answers(GlobalMethod method) throws UnreadableModel {
        var model = model(method, 1);

        var read = GlobalModel.of(model.files());

        assertThat(read.method()).isEqualTo(method);
        assertThat(read.spec()).isEqualTo(model.spec());
        assertThat(read.training()).isEqualTo(model.training());
        assertThat(read.answers(rows(model))).isEqualTo(model.answers(rows(model)));
    }

    @ParameterizedTest
    @EnumSource
    void the_same_seed_gives_the_same_answers(GlobalMethod method) {
        var model = model(method, 3);

        assertThat(model(method, 3).answers(rows(model))).isEqualTo(model.answers(rows(model)));
    }

    @ParameterizedTest
    @EnumSource(names = "ELASTIC_NET", mode = EnumSource.Mode.EXCLUDE)
    void another_seed_gives_other_answers(GlobalMethod method) {
        var model = model(method, 3);

        assertThat(model(method, 4).answers(rows(model))).isNotEqualTo(model.answers(rows(model)));
    }

    @Test
    void it_says_what_it_was_trained_on() {
        var training = model(GlobalMethod.ELASTIC_NET, 5).training();

        var times = PANEL.series().getFirst().times();
        // 46 origins of each of 4 lines, 3 steps, but for the last two origins 2 and 1.
        assertThat(training)
                .isEqualTo(
                        new GlobalModel.Training(
                                times[times.length - 1], 4 * (44 * 3 + 2 + 1), 4, 5));
    }

    @ParameterizedTest
    @EnumSource
    void files_that_are_missing_cut_or_of_another_model_are_refused(GlobalMethod method) {
        var files = model(method, 1).files();

        for (var path : files.keySet()) {
            var fewer = new HashMap<>(files);
            fewer.remove(path);
            refused(fewer, "it has no file " + path);
        }
        var cut = new HashMap<>(files);
        cut.computeIfPresent("model.json", (path, bytes) -> Arrays.copyOf(bytes, bytes.length - 1));
        refused(cut, "model.json is not that of a global model");
        var other = new HashMap<>(files);
        other.put("model.json", "{\"method\": \"mean\"}".getBytes(StandardCharsets.UTF_8));
        refused(other, "model.json is not that of a global model");
    }

    @ParameterizedTest
    @EnumSource
    void functions_that_are_none_are_refused(GlobalMethod method) {
        var noise = new byte[200];
        new SplittableRandom(1).nextBytes(noise);

        assertThatThrownBy(() -> method.learner().read(noise)).isInstanceOf(UnreadableModel.class);
        assertThatThrownBy(() -> method.learner().read(new byte[0]))
                .isInstanceOf(UnreadableModel.class);
        assertThatThrownBy(() -> method.learner().read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableModel.class);
    }

    private static void refused(Map<String, byte[]> files, String words) {
        assertThatThrownBy(() -> GlobalModel.of(files))
                .isInstanceOf(UnreadableModel.class)
                .hasMessageContaining("no readable global model")
                .hasMessageContaining(words);
    }

    private static GlobalModel model(GlobalMethod method, long seed) {
        return GlobalForecaster.of(PANEL, method, 3, new ValueBounds(0, 1.2), seed)
                .model()
                .orElseThrow();
    }

    private static double[][] rows(GlobalModel model) {
        var random = new SplittableRandom(11);
        var rows = new double[50][model.spec().names().size()];
        for (var row : rows) {
            Arrays.setAll(row, column -> random.nextDouble(-3, 3));
        }
        return rows;
    }
}
