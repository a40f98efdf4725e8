package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.scoring.TabularModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tables with a prediction for each row. The answer waits on disk until the last row was right, so
 * that whoever gets a 200 has all of it.
 */
@RestController
class PredictionsDoor {
    private static final long MOST_BYTES = 64L << 20;
    private static final int AT_ONCE = 2;

    private final ServedModels models;
    private final Semaphore places = new Semaphore(AT_ONCE);

    PredictionsDoor(ServedModels models) {
        this.models = models;
    }

    @PostMapping(
            path = "/api/v1/models/{name}/versions/{version}/predictions",
            produces = {"text/csv", "application/x-ndjson"})
    void predict(
            @PathVariable String name,
            @PathVariable int version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var sent = TableForm.sent(request.getContentType());
        var wanted = TableForm.wanted(request.getHeader(HttpHeaders.ACCEPT), sent);
        var served = models.version(name, version);
        if (!places.tryAcquire()) {
            throw new ApiProblem(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "%d tables are being predicted already; send this one again in a second."
                            .formatted(AT_ONCE));
        }
        try {
            var spool = Files.createTempFile("oee-predictions", ".tmp");
            try (var body = SentBody.of(request, MOST_BYTES)) {
                predict(served, body, sent, wanted, spool);
                response.setContentType(wanted.type());
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                response.setContentLengthLong(Files.size(spool));
                Files.copy(spool, response.getOutputStream());
            } finally {
                Files.delete(spool);
            }
        } finally {
            places.release();
        }
    }

    private void predict(
            ModelVersion served, InputStream body, TableForm sent, TableForm wanted, Path spool)
            throws IOException {
        try {
            models.with(
                    served,
                    model -> {
                        write(model, body, sent, wanted, spool);
                        return served;
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(
            TabularModel model, InputStream body, TableForm sent, TableForm wanted, Path spool) {
        try (var out = Files.newBufferedWriter(spool)) {
            var prediction =
                    new TablePrediction(
                            model,
                            inputs -> models.predict(model, inputs),
                            TableWriter.of(wanted, out),
                            models.limits().rows());
            TableReader.read(body, sent, prediction::add);
            prediction.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
