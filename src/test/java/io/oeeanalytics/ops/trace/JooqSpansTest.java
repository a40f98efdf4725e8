package io.oeeanalytics.ops.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.tracing.Tracer;
import io.oeeanalytics.ops.Spans;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What leaves the house when work and its statements are traced. */
class JooqSpansTest {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private HttpServer collector;
    private SdkTracerProvider sender;
    private Spans spans;
    private DSLContext sql;

    @BeforeEach
    void aCollector() throws IOException {
        collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", this::receive);
        collector.start();
        var configuration = new TracingConfiguration();
        sender =
                configuration.spanSender(
                        "http://127.0.0.1:%d/".formatted(collector.getAddress().getPort()),
                        1,
                        "app1",
                        "oee-analytics");
        Tracer tracer = configuration.tracer(sender);
        spans = configuration.spans(configuration.tracedWork(tracer, sender), tracer);
        var database =
                new MockConnection(
                        asked -> {
                            if (asked.sql().startsWith("delete")) {
                                throw new SQLException("Failing row contains (a value)", "23514");
                            }
                            return asked.batch()
                                    ? new MockResult[] {new MockResult(1), new MockResult(1)}
                                    : new MockResult[] {new MockResult(1)};
                        });
        sql =
                DSL.using(
                        new DefaultConfiguration()
                                .set(database)
                                .set(SQLDialect.POSTGRES)
                                .set(new JooqSpans(tracer).provide()));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange;
                var body = new GZIPInputStream(exchange.getRequestBody())) {
            synchronized (received) {
                body.transferTo(received);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @AfterEach
    void stop() {
        sender.close();
        collector.stop(0);
    }

    private String sent() {
        assertThat(sender.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void a_statement_is_told_without_its_values_alone_and_in_a_batch() {
        spans.in(
                "job counting",
                () -> {
                    sql.execute("update t set a = ?", "a value");
                    sql.batch(
                                    sql.query("insert into t (a) values ({0})", DSL.val("a value")),
                                    sql.query("insert into t (a) values ({0})", DSL.val("a value")))
                            .execute();
                });

        assertThat(sent())
                .contains("oee-analytics", "app1", "job counting", "update t set a = ?")
                .contains("insert into t (a) values (?)")
                .doesNotContain("a value");
    }

    @Test
    void a_failure_is_told_by_its_kind_and_not_by_its_words() {
        assertThatThrownBy(
                        () ->
                                spans.in(
                                        "job failing",
                                        () -> sql.execute("delete from t where a = ?", "a value")))
                .isInstanceOf(IntegrityConstraintViolationException.class);

        assertThat(sent())
                .contains("SQL state 23514", IntegrityConstraintViolationException.class.getName())
                .doesNotContain("Failing row", "a value");
    }

    @Test
    void what_nobody_traces_is_not_sent_and_the_log_names_the_trace_only_within() {
        sql.execute("update t set a = ?", "a value");
        assertThat(MDC.get("trace.id")).isNull();

        spans.in("job quiet", () -> assertThat(MDC.get("trace.id")).matches("[0-9a-f]{32}"));

        assertThat(MDC.get("trace.id")).isNull();
        assertThat(sent()).contains("job quiet").doesNotContain("update t");
    }

    @Test
    void a_share_or_an_address_that_cannot_be_is_refused() {
        var configuration = new TracingConfiguration();

        assertThatThrownBy(() -> configuration.spanSender("http://collector:4318", 2, "", "oee"))
                .hasMessageContaining("OTEL_TRACES_SAMPLER_ARG");
        assertThatThrownBy(() -> configuration.spanSender("collector:4318", 1, "", "oee"))
                .hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT");
    }
}
