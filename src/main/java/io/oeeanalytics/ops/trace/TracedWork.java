package io.oeeanalytics.ops.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Makes spans of what is observed. Not of each filter of security, nor of the questions of
 * monitoring, which nobody looks for.
 */
final class TracedWork extends FirstMatchingCompositeObservationHandler {
    TracedWork(Tracer tracer, Propagator propagator) {
        super(
                List.of(
                        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        if (context instanceof ServerRequestObservationContext request) {
            var asked = request.getCarrier();
            return asked == null || !asked.getRequestURI().startsWith("/actuator");
        }
        return !String.valueOf(context.getName()).startsWith("spring.security");
    }

    @Override
    public void onError(Observation.Context context) {
        TracingContext traced = context.get(TracingContext.class);
        Throwable error = context.getError();
        var span = traced == null ? null : traced.getSpan();
        if (span != null && error != null) {
            span.error(new Failed(error.getClass().getName()));
        }
    }
}
