package io.oeeanalytics.ops.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.slf4j.MDC;

/** Names the trace in each line that is logged within it. */
final class TraceLog implements ObservationHandler<Observation.Context> {
    /** Where the Elastic Common Schema has it. */
    private static final String TRACE = "trace.id";

    private final Tracer tracer;

    TraceLog(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
        Span span = tracer.currentSpan();
        if (span != null && MDC.get(TRACE) == null) {
            MDC.put(TRACE, span.context().traceId());
            context.put(TraceLog.class, this);
        }
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
        if (context.remove(TraceLog.class) != null) {
            MDC.remove(TRACE);
        }
    }
}
