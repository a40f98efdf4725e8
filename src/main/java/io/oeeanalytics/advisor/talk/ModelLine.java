package io.oeeanalytics.advisor.talk;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The line to the model. It speaks with the one address that is set, follows no redirect, reads no
 * more than is bounded, and works on the thread that calls it: interrupting that one closes it.
 */
final class ModelLine implements HttpClient {
    /** Of an answer, with all that is wrapped around its words. */
    private static final int MOST_BYTES = 4 << 20;

    /** Of one event. */
    private static final int LONGEST_LINE = 1 << 20;

    private static final int ERROR_BYTES = 2_000;
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);

    private final String base;
    private final Duration patience;
    private final java.net.http.HttpClient client;

    private ModelLine(URI base, Duration patience) {
        this.base = base + "/";
        this.patience = patience;
        client =
                java.net.http.HttpClient.newBuilder()
                        .connectTimeout(CONNECTS_WITHIN)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /** Of one line, whatever else a model's library asks of it. */
    static HttpClientBuilder builder(URI base, Duration patience) {
        var line = new ModelLine(base, patience);
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return CONNECTS_WITHIN;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration timeout) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return patience;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration timeout) {
                return this;
            }

            @Override
            public HttpClient build() {
                return line;
            }
        };
    }

    /** Whether nobody took the call, and nothing was said at all. */
    static boolean isNotThere(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try {
            long until = System.nanoTime() + patience.toNanos();
            var response = client.send(asked(request), BodyHandlers.ofInputStream());
            try (var body = new Bounded(response.body(), until)) {
                boolean good = response.statusCode() == 200;
                var text = body.read(good ? MOST_BYTES + 1 : ERROR_BYTES);
                if (!good) {
                    throw new HttpException(
                            response.statusCode(), new String(text, StandardCharsets.UTF_8));
                }
                if (text.length > MOST_BYTES) {
                    throw new AnswerTooLong();
                }
                return SuccessfulHttpResponse.builder()
                        .statusCode(200)
                        .headers(response.headers().map())
                        .body(new String(text, StandardCharsets.UTF_8))
                        .build();
            }
        } catch (HttpTimeoutException e) {
            throw new TimeoutException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            var response = client.send(asked(request), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new HttpException(
                            response.statusCode(),
                            new String(body.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8));
                }
                listener.onOpen(
                        SuccessfulHttpResponse.builder()
                                .statusCode(200)
                                .headers(response.headers().map())
                                .build());
                read(body, listener);
            }
        } catch (HttpTimeoutException e) {
            listener.onError(new TimeoutException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.onError(new TimeoutException(e));
        } catch (IOException | RuntimeException e) {
            // An answer that is no JSON ends here too.
            listener.onError(e);
        }
    }

    private java.net.http.HttpRequest asked(HttpRequest request) throws IOException {
        if (!request.url().startsWith(base)) {
            throw new IOException("an address that is not set");
        }
        var asked =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .timeout(patience)
                        .method(
                                request.method().name(),
                                BodyPublishers.ofString(
                                        request.body() == null ? "" : request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> asked.header(name, value)));
        return asked.build();
    }

    private static void read(InputStream body, ServerSentEventListener listener)
            throws IOException {
        var handle = new DefaultServerSentEventParsingHandle(body);
        var context = new ServerSentEventContext(handle);
        var data = new StringBuilder();
        var lines = new Lines(body);
        try {
            for (var line = lines.next(); !handle.isCancelled(); line = lines.next()) {
                if (line.isEmpty() || line.equals(Lines.END)) {
                    if (!data.isEmpty()) {
                        listener.onEvent(new ServerSentEvent(null, data.toString()), context);
                        data.setLength(0);
                    }
                } else if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).strip());
                }
                if (line.equals(Lines.END)) {
                    break;
                }
            }
        } catch (IOException e) {
            if (!handle.isCancelled()) {
                throw e;
            }
        }
        if (!handle.isCancelled()) {
            listener.onClose();
        }
    }

    /** Reads lines that are not longer, and not more, than may be. */
    private static final class Lines {
        static final String END = "\n";

        private final InputStream body;
        private final byte[] buffer = new byte[8_192];
        private int at;
        private int filled;
        private long read;

        Lines(InputStream body) {
            this.body = body;
        }

        /** {@link #END} after the last one. */
        String next() throws IOException {
            var line = new ByteArrayOutputStream();
            while (true) {
                if (at == filled) {
                    at = 0;
                    filled = body.read(buffer);
                    if (filled < 0) {
                        filled = 0;
                        return line.size() == 0 ? END : line.toString(StandardCharsets.UTF_8);
                    }
                    read += filled;
                    if (read > MOST_BYTES || line.size() > LONGEST_LINE) {
                        throw new AnswerTooLong();
                    }
                    continue;
                }
                byte one = buffer[at++];
                if (one == '\n') {
                    var text = line.toString(StandardCharsets.UTF_8);
                    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                }
                line.write(one);
            }
        }
    }

    /** A body that is closed when its time is up; the patience of a request ends with its head. */
    private static final class Bounded implements AutoCloseable {
        private final InputStream body;
        private final AtomicBoolean isLate = new AtomicBoolean();
        private final CompletableFuture<Void> closing;

        /**
         * @param until by the clock of {@link System#nanoTime}
         */
        Bounded(InputStream body, long until) {
            this.body = body;
            closing =
                    CompletableFuture.runAsync(
                            this::leave,
                            CompletableFuture.delayedExecutor(
                                    Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        }

        private void leave() {
            isLate.set(true);
            try {
                body.close();
            } catch (IOException e) {
                // Nobody reads on.
            }
        }

        byte[] read(int most) throws IOException {
            byte[] read;
            try {
                read = body.readNBytes(most);
            } catch (IOException e) {
                throw isLate.get() ? late() : e;
            }
            // A body that is closed while it is read ends as if that were all.
            if (isLate.get()) {
                throw late();
            }
            return read;
        }

        private static HttpTimeoutException late() {
            return new HttpTimeoutException("the answer did not end in time");
        }

        @Override
        public void close() throws IOException {
            closing.cancel(false);
            body.close();
        }
    }

    /** A model that does not stop. */
    static final class AnswerTooLong extends IOException {
        private static final long serialVersionUID = 1;

        AnswerTooLong() {
            super("the answer is longer than is read");
        }
    }
}
