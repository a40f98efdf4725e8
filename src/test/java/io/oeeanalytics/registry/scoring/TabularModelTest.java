package io.oeeanalytics.registry.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Any;
import io.oeeanalytics.registry.scoring.ScoringProblem.InputRefused;
import io.oeeanalytics.registry.scoring.ScoringProblem.ModelRefused;
import io.oeeanalytics.registry.scoring.ScoringProblem.TooSlow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.protos.IndependentRegressionTreeModelProto;

class TabularModelTest {
    private static final ScoringLimits LIMITS = ScoringLimits.USUAL;

    private static TabularModel onnx(byte[] bytes) {
        return TabularModel.load(ModelKind.ONNX, bytes, LIMITS);
    }

    private static TabularModel tribuo(byte[] bytes) {
        return TabularModel.load(ModelKind.TRIBUO, bytes, LIMITS);
    }

    /** 2·1 + 3·2 + 1 = 9 and 2·0.5 − 3·1 + 1 = −1. */
    @Test
    void an_onnx_model_answers_what_its_weights_say() {
        try (var model = onnx(OnnxFixtures.linear(2, 3, 1))) {
            assertThat(model.inputs())
                    .containsExactly(
                            new TensorSpec("x", DataType.FP32, List.of("x[0]", "x[1]"), false));
            assertThat(model.outputs())
                    .containsExactly(new TensorSpec("y", DataType.FP32, List.of("y"), false));

            assertThat(model.predict(new double[][] {{1, 2}, {0.5, -1}}))
                    .isDeepEqualTo(new double[][] {{9}, {-1}});
        }
    }

    @Test
    void columns_are_called_what_the_metadata_calls_them() {
        try (var model = onnx(OnnxFixtures.linear(2, 3, 1, "[\"load\", \"speed\"]"));
                var wrong = onnx(OnnxFixtures.linear(2, 3, 1, "load"))) {
            assertThat(model.inputs().getFirst().names()).containsExactly("load", "speed");
            assertThat(wrong.inputs().getFirst().names()).containsExactly("x[0]", "x[1]");
        }
    }

    @Test
    void texts_go_in_and_come_out() {
        try (var model = onnx(OnnxFixtures.echo())) {
            var answer =
                    model.predict(
                            List.of(new Tensor.Texts(2, 1, new String[] {"BR-20", "Gehäuse"})));

            assertThat(answer.getFirst())
                    .isInstanceOfSatisfying(
                            Tensor.Texts.class,
                            texts -> {
                                assertThat(texts.at(0, 0)).isEqualTo("BR-20");
                                assertThat(texts.at(1, 0)).isEqualTo("Gehäuse");
                            });
        }
    }

    @Test
    void models_of_tribuo_answer_by_the_names_of_their_features() {
        try (var linear = tribuo(TribuoFixtures.linear());
                var tree = tribuo(TribuoFixtures.tree());
                var forest = tribuo(TribuoFixtures.forest());
                var gradient = tribuo(TribuoFixtures.gradient())) {
            assertThat(linear.inputs())
                    .extracting(TensorSpec::name)
                    .containsExactly("load", "speed");
            assertThat(linear.outputs()).extracting(TensorSpec::name).containsExactly("oee");
            assertThat(linear.predict(new double[][] {{1, 2}})[0][0]).isCloseTo(9, within(1e-9));
            assertThat(tree.predict(new double[][] {{9, 9}})[0][0]).isCloseTo(46, within(1e-6));
            assertThat(forest.predict(new double[][] {{5, 5}})[0][0]).isCloseTo(26, within(10.0));
            assertThat(gradient.predict(new double[][] {{1, 2}})[0][0]).isCloseTo(9, within(5.0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Loop, '', the operator Loop",
        "ConstantOfShape, '', any size",
        "Evil, com.example, of 'com.example'",
        "EPContext, com.microsoft, no libraries of others",
    })
    void operators_that_are_not_run_are_named(String operator, String domain, String reason) {
        assertThatThrownBy(() -> onnx(OnnxFixtures.of(operator, domain)))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void hostile_bytes_are_refused_before_anything_reads_them() {
        assertThatThrownBy(() -> onnx(OnnxFixtures.readingFile("../../etc/passwd")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("reads other files");
        assertThatThrownBy(() -> onnx(OnnxFixtures.looping()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("graphs within");
        var whole = OnnxFixtures.linear(2, 3, 1);
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> onnx(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(ModelRefused.class);
        }
        assertThatThrownBy(() -> tribuo(whole)).isInstanceOf(ModelRefused.class);
        assertThatThrownBy(() -> onnx(TribuoFixtures.linear())).isInstanceOf(ModelRefused.class);
        assertThatThrownBy(() -> onnx("    ORTM rest".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ModelRefused.class);
    }

    @Test
    void bytes_changed_at_random_are_refused_or_answer_numbers() {
        var whole = TribuoFixtures.linear();
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            var changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try (var model = tribuo(changed)) {
                assertThat(model.inputs()).isNotEmpty();
            } catch (ModelRefused refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void a_model_of_tribuo_wakes_no_other_class() throws Exception {
        var proto = ModelProto.parseFrom(TribuoFixtures.linear());

        var other = proto.toBuilder().setClassName("javax.script.ScriptEngineManager").build();
        var astray =
                proto.toBuilder()
                        .setSerializedData(Any.newBuilder().setTypeUrl("type/evil.Thing"))
                        .build();
        assertThatThrownBy(() -> tribuo(other.toByteArray()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("names the class javax.script");
        assertThatThrownBy(() -> tribuo(astray.toByteArray()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("evil.Thing");
        assertThatThrownBy(
                        () ->
                                tribuo(
                                        proto.toBuilder()
                                                .setSerializedData(
                                                        Any.pack(
                                                                DenseTensorProto.newBuilder()
                                                                        .addDimensions(1 << 30)
                                                                        .build()))
                                                .build()
                                                .toByteArray()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("not as many as it says");
    }

    @Test
    void a_tree_in_circles_is_refused() throws Exception {
        var model = TribuoFixtures.train(new CARTRegressionTrainer(2)).serialize();
        var tree =
                model
                        .getSerializedData()
                        .unpack(IndependentRegressionTreeModelProto.class)
                        .toBuilder();
        var nodes = tree.getNodesMap().values().iterator().next().toBuilder();
        var root = nodes.getNodes(0);
        var circle =
                root.getSerializedData().unpack(SplitNodeProto.class).toBuilder()
                        .setGreaterThanIdx(0)
                        .build();
        nodes.setNodes(0, root.toBuilder().setSerializedData(Any.pack(circle)));
        tree.putNodes(tree.getNodesMap().keySet().iterator().next(), nodes.build());

        assertThatThrownBy(
                        () ->
                                tribuo(
                                        model.toBuilder()
                                                .setSerializedData(Any.pack(tree.build()))
                                                .build()
                                                .toByteArray()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("circles");
    }

    @Test
    void what_does_not_fit_or_is_too_much_is_refused() {
        var limits = new ScoringLimits(3, 6, Duration.ofSeconds(1));
        try (var model = TabularModel.load(ModelKind.ONNX, OnnxFixtures.linear(2, 3, 1), limits)) {
            assertThatThrownBy(() -> model.predict(new double[4][2]))
                    .isInstanceOf(InputRefused.class)
                    .hasMessageContaining("at most 3 rows");
            assertThatThrownBy(() -> model.predict(new double[0][2]))
                    .hasMessageContaining("no rows");
            assertThatThrownBy(() -> model.predict(new double[][] {{1}}))
                    .hasMessageContaining("Row 0 has 1 columns");
            assertThatThrownBy(() -> model.predict(new double[][] {{1, 1}, {1, Double.NaN}}))
                    .hasMessageContaining("Row 1, column x[1]: NaN is no FP32");
            assertThatThrownBy(
                            () ->
                                    model.predict(
                                            List.of(
                                                    new Tensor.Texts(
                                                            1, 2, new String[] {"a", "b"}))))
                    .hasMessageContaining("Input x reads FP32");
        }
    }

    @Test
    void a_model_that_takes_too_long_is_ended() {
        var limits = new ScoringLimits(500_000, 1_000_000, Duration.ofMillis(50));
        try (var model = TabularModel.load(ModelKind.ONNX, OnnxFixtures.slow(5_000), limits)) {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> model.predict(new double[200_000][2]))
                    .isInstanceOf(TooSlow.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void eight_threads_ask_while_the_cache_evicts() throws Exception {
        var loads = new AtomicInteger();
        var bytes = IntStream.range(0, 6).mapToObj(i -> OnnxFixtures.linear(i, 3, 1)).toList();
        // Room for two of six.
        try (var cache = new ModelCache(2 * (64 * 1024 + 500));
                var threads = Executors.newFixedThreadPool(8)) {
            var calls =
                    IntStream.range(0, 8)
                            .<Callable<Integer>>mapToObj(
                                    thread ->
                                            () -> {
                                                int right = 0;
                                                for (int i = 0; i < 200; i++) {
                                                    int which = (i * 7 + thread) % bytes.size();
                                                    double answer =
                                                            cache.use(
                                                                    "digest " + which,
                                                                    () -> {
                                                                        loads.incrementAndGet();
                                                                        return new ModelCache
                                                                                .Loaded(
                                                                                onnx(
                                                                                        bytes.get(
                                                                                                which)),
                                                                                bytes.get(which)
                                                                                        .length);
                                                                    },
                                                                    model ->
                                                                            model.predict(
                                                                                            new double
                                                                                                    []
                                                                                                    [] {
                                                                                                {
                                                                                                    10,
                                                                                                    2
                                                                                                }
                                                                                            })[0][
                                                                                    0]);
                                                    right += answer == 10 * which + 7 ? 1 : 0;
                                                }
                                                return right;
                                            })
                            .toList();

            for (var future : threads.invokeAll(calls)) {
                assertThat(future.get()).isEqualTo(200);
            }
            assertThat(cache.size()).isLessThanOrEqualTo(2);
            assertThat(loads.get()).isGreaterThan(6);
        }
    }
}
