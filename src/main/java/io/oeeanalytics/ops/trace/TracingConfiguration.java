package io.oeeanalytics.ops.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.oeeanalytics.ops.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Sends spans of requests, statements and jobs to the collector OTEL_EXPORTER_OTLP_ENDPOINT names.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(TracesWanted.class)
class TracingConfiguration {
    private static final String LIBRARY = "io.oeeanalytics";

    /**
     * @param endpoint of OTLP over HTTP, such as http://collector:4318
     * @param share of requests and jobs that are traced, from 0 to 1; whoever sends a request with
     *     a trace of his own does not decide that
     */
    @Bean(destroyMethod = "close")
    SdkTracerProvider spanSender(
            @Value("${oee.traces.endpoint}") String endpoint,
            @Value("${oee.traces.share:1}") double share,
            @Value("${oee.instance:}") String instance,
            @Value("${spring.application.name}") String service) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "OTEL_TRACES_SAMPLER_ARG lies between 0 and 1, not " + share);
        }
        var sampler = Sampler.traceIdRatioBased(share);
        return SdkTracerProvider.builder()
                .setResource(
                        Resource.create(
                                Attributes.of(
                                        AttributeKey.stringKey("service.name"),
                                        service,
                                        AttributeKey.stringKey("service.instance.id"),
                                        instance)))
                .setSampler(
                        Sampler.parentBasedBuilder(sampler)
                                .setRemoteParentSampled(sampler)
                                .setRemoteParentNotSampled(sampler)
                                .build())
                .addSpanProcessor(
                        BatchSpanProcessor.builder(
                                        OtlpHttpSpanExporter.builder()
                                                .setEndpoint(traces(endpoint).toString())
                                                .setCompression("gzip")
                                                .build())
                                .build())
                .build();
    }

    private static URI traces(String endpoint) {
        var address = URI.create(endpoint.strip());
        if (address.getHost() == null
                || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException(
                    "OTEL_EXPORTER_OTLP_ENDPOINT is an address such as http://collector:4318, not '%s'"
                            .formatted(endpoint));
        }
        return URI.create(address.toString().replaceFirst("/+$", "") + "/v1/traces");
    }

    @Bean
    Tracer tracer(SdkTracerProvider sender) {
        return new OtelTracer(sender.get(LIBRARY), new OtelCurrentTraceContext(), event -> {});
    }

    @Bean
    @Order(1)
    ObservationHandler<Observation.Context> tracedWork(Tracer tracer, SdkTracerProvider sender) {
        return new TracedWork(
                tracer,
                new OtelPropagator(
                        ContextPropagators.create(W3CTraceContextPropagator.getInstance()),
                        sender.get(LIBRARY)));
    }

    /** After what begins the trace. */
    @Bean
    @Order(2)
    ObservationHandler<Observation.Context> traceLog(Tracer tracer) {
        return new TraceLog(tracer);
    }

    /** By a registry of its own: the common one would also count and time them once more. */
    @Bean
    Spans spans(ObservationHandler<Observation.Context> tracedWork, Tracer tracer) {
        var registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(tracedWork)
                .observationHandler(new TraceLog(tracer));
        return (name, work) -> Observation.createNotStarted(name, registry).observe(work);
    }
}
