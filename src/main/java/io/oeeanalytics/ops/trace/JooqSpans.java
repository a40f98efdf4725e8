package io.oeeanalytics.ops.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.Locale;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.conf.ParamType;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * A span for each statement of a request or a job that is traced: its text with question marks
 * where values are.
 */
@Component
@Conditional(TracesWanted.class)
final class JooqSpans implements ExecuteListener, ExecuteListenerProvider {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 2_000;

    private final transient Tracer tracer;

    JooqSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public ExecuteListener provide() {
        return this;
    }

    @Override
    public void executeStart(ExecuteContext context) {
        var text = text(context);
        if (tracer.currentSpan() == null || text.isEmpty()) {
            return;
        }
        var span =
                tracer.nextSpan()
                        .name(text.split("\\s", 2)[0].toLowerCase(Locale.ROOT))
                        .tag("db.system.name", "postgresql")
                        .tag("db.query.text", text)
                        .start();
        context.data(Span.class, span);
    }

    /** A batch of several statements is sent with its values, and told without. */
    private static String text(ExecuteContext context) {
        var batch = context.batchQueries();
        var text = batch.length > 0 ? batch[0].getSQL(ParamType.INDEXED) : context.sql();
        if (text == null) {
            return "";
        }
        var line = text.strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    @Override
    public void exception(ExecuteContext context) {
        var failure = context.sqlException();
        if (failure != null && context.data(Span.class) instanceof Span span) {
            span.error(new Failed("SQL state " + failure.getSQLState()));
        }
    }

    @Override
    public void end(ExecuteContext context) {
        if (context.data(Span.class) instanceof Span span) {
            context.data().remove(Span.class);
            span.end();
        }
    }
}
