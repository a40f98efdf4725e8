package io.oeeanalytics.advisor.search;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * all-MiniLM-L6-v2, quantised, out of its library's archive: 384 numbers a text, no network. Each
 * text is computed by one thread and many texts by many; the library's own session would let every
 * text use every core and the texts wait for one another.
 */
final class MiniLm extends AbstractInProcessEmbeddingModel {
    static final int DIMENSIONS = 384;

    /** More than it was trained on, 128, and what it can read; the rest is left out. */
    private static final int MOST_READ = 512;

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    MiniLm(Executor executor) {
        super(executor);
    }

    /** One for the process, as it holds no state and 190 MB; made when the first text is read. */
    private static final class Encoder {
        private static final OnnxBertBiEncoder ONLY = made();

        private static OnnxBertBiEncoder made() {
            try {
                var folder = Files.createTempDirectory("oee-tokenizer");
                try {
                    quiet(folder);
                    return encoder();
                } finally {
                    FileSystemUtils.deleteRecursively(folder);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (OrtException e) {
                throw new IllegalStateException("The embedding model does not start.", e);
            }
        }
    }

    /**
     * The library of the tokenizer tells its makers when it starts and may fetch what it misses,
     * unless it is told that there is no network; and it keeps its native part in the home of
     * whoever runs it, which in a container cannot be written to. Once loaded the file is not
     * needed.
     */
    private static void quiet(Path folder) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("DJL_CACHE_DIR", folder.toString());
    }

    private static OnnxBertBiEncoder encoder() throws IOException, OrtException {
        try (var model = open(MODEL);
                var tokenizer = uncut();
                var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var environment = OrtEnvironment.getEnvironment();
            return new OnnxBertBiEncoder(
                    environment,
                    environment.createSession(model.readAllBytes(), options),
                    tokenizer,
                    PoolingMode.MEAN);
        }
    }

    private static InputStream open(String name) {
        return requireNonNull(MiniLm.class.getResourceAsStream(name), name);
    }

    /** The tokenizer as it is shipped leaves out all after 128 word pieces without a word. */
    private static InputStream uncut() throws IOException {
        try (var shipped = open(TOKENIZER)) {
            var rules = (ObjectNode) JSON.readTree(shipped);
            ((ObjectNode) rules.get("truncation")).put("max_length", MOST_READ);
            return new ByteArrayInputStream(JSON.writeValueAsBytes(rules));
        }
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return Encoder.ONLY;
    }

    @Override
    protected Integer knownDimension() {
        return DIMENSIONS;
    }
}
