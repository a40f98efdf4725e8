package io.oeeanalytics.production;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes a batch of events as rows of {@code production.event}, in the format of COPY. */
final class EventRows {
    static final String COLUMNS =
            "line_id, at, source_id, key, arrived_at, kind, until, status, product_id, good, scrap,"
                    + " rework, total, width, unit, order_code";

    private static final int COLUMN_COUNT = 16;

    private final BinaryCopy copy;
    private final MessageDigest sha256 = sha256();
    private final int source;
    private final Instant arrived;

    EventRows(OutputStream out, int source, Instant arrived) {
        this.copy = new BinaryCopy(out);
        this.source = source;
        this.arrived = arrived;
    }

    void write(FactEvent event) throws IOException {
        switch (event) {
            case FactEvent.State state -> {
                begin(event, JooqEvents.STATE, state.until());
                copy.integer(state.status());
                copy.nothing();
                numbers(null, null, null, null, null);
                copy.text(state.unit());
                copy.nothing();
            }
            case FactEvent.Counted counted -> {
                begin(event, JooqEvents.COUNTED, counted.from());
                copy.nothing();
                copy.integer(counted.product() == null ? null : counted.product().value());
                numbers(
                        counted.good(),
                        counted.scrap(),
                        counted.rework() == 0 ? null : counted.rework(),
                        boxed(counted.total()),
                        null);
                copy.nothing();
                copy.nothing();
            }
            case FactEvent.Reading reading -> {
                begin(event, JooqEvents.READING, null);
                copy.nothing();
                copy.integer(reading.product() == null ? null : reading.product().value());
                numbers(
                        boxed(reading.good()),
                        boxed(reading.scrap()),
                        boxed(reading.rework()),
                        boxed(reading.total()),
                        boxed(reading.width()));
                copy.nothing();
                copy.nothing();
            }
            case FactEvent.ProductStarted started -> {
                begin(event, JooqEvents.PRODUCT, null);
                copy.nothing();
                copy.integer(started.product().value());
                numbers(null, null, null, null, null);
                copy.nothing();
                copy.text(started.order());
            }
            case FactEvent.Voided act ->
                    throw new IllegalArgumentException(
                            "what is taken back of %s is kept beside the events"
                                    .formatted(act.at()));
            case FactEvent.Classified said ->
                    throw new IllegalArgumentException(
                            "what people say of %s is kept beside the events".formatted(said.at()));
        }
    }

    void end() throws IOException {
        copy.end();
    }

    private void begin(FactEvent event, int kind, @Nullable Instant until) throws IOException {
        copy.row(COLUMN_COUNT);
        copy.integer(event.line().value());
        copy.timestamp(event.at());
        copy.integer(source);
        copy.number(digest(event.key()));
        copy.timestamp(arrived);
        copy.small((short) kind);
        copy.timestamp(until);
    }

    private void numbers(
            @Nullable Long good,
            @Nullable Long scrap,
            @Nullable Long rework,
            @Nullable Long total,
            @Nullable Long width) {
        copy.number(good);
        copy.number(scrap);
        copy.number(rework);
        copy.number(total);
        copy.number(width);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private long digest(String key) {
        return ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    static long hash(String key) {
        return ByteBuffer.wrap(sha256().digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
