package io.oeeanalytics.production;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A batch, column by column, as unnest takes it. */
final class EventColumns {
    private final int[] line;
    private final long[] at;
    private final long[] key;
    private final short[] kind;
    private final @Nullable Long[] until;
    private final @Nullable Integer[] status;
    private final @Nullable Integer[] product;
    private final @Nullable Long[] good;
    private final @Nullable Long[] scrap;
    private final @Nullable Long[] rework;
    private final @Nullable Long[] total;
    private final @Nullable Long[] width;

    EventColumns(List<? extends FactEvent> batch) {
        int size = batch.size();
        line = new int[size];
        at = new long[size];
        key = new long[size];
        kind = new short[size];
        until = new Long[size];
        status = new Integer[size];
        product = new Integer[size];
        good = new Long[size];
        scrap = new Long[size];
        rework = new Long[size];
        total = new Long[size];
        width = new Long[size];
        for (int i = 0; i < size; i++) {
            fill(i, batch.get(i));
        }
    }

    private void fill(int i, FactEvent event) {
        line[i] = event.line().value();
        at[i] = microseconds(event.at());
        key[i] = hash(event.key());
        switch (event) {
            case FactEvent.State state -> {
                kind[i] = JooqEvents.STATE;
                until[i] = state.until() == null ? null : microseconds(state.until());
                status[i] = state.status();
            }
            case FactEvent.Counted counted -> {
                kind[i] = JooqEvents.COUNTED;
                until[i] = counted.from() == null ? null : microseconds(counted.from());
                product[i] = counted.product() == null ? null : counted.product().value();
                good[i] = counted.good();
                scrap[i] = counted.scrap();
                rework[i] = counted.rework() == 0 ? null : counted.rework();
                total[i] = boxed(counted.total());
            }
            case FactEvent.Reading reading -> {
                kind[i] = JooqEvents.READING;
                product[i] = reading.product() == null ? null : reading.product().value();
                good[i] = boxed(reading.good());
                scrap[i] = boxed(reading.scrap());
                rework[i] = boxed(reading.rework());
                total[i] = boxed(reading.total());
                width[i] = boxed(reading.width());
            }
            case FactEvent.ProductStarted started -> {
                kind[i] = JooqEvents.PRODUCT;
                product[i] = started.product().value();
            }
        }
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static long microseconds(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    /** Binds them from that parameter on, in the order of the statement. */
    void bind(Connection connection, PreparedStatement insert, int first) throws SQLException {
        // Its arrays of numbers travel as numbers, those of objects as text.
        var server = connection.unwrap(PGConnection.class);
        insert.setArray(first, server.createArrayOf("int4", line));
        insert.setArray(first + 1, server.createArrayOf("int8", at));
        insert.setArray(first + 2, server.createArrayOf("int8", key));
        insert.setArray(first + 3, server.createArrayOf("int2", kind));
        bind(connection, insert, first + 4, "int8", until);
        bind(connection, insert, first + 5, "int4", status);
        bind(connection, insert, first + 6, "int4", product);
        bind(connection, insert, first + 7, "int8", good);
        bind(connection, insert, first + 8, "int8", scrap);
        bind(connection, insert, first + 9, "int8", rework);
        bind(connection, insert, first + 10, "int8", total);
        bind(connection, insert, first + 11, "int8", width);
    }

    /** A column nobody fills is no array at all: unnest fills it with nulls by itself. */
    private static void bind(
            Connection connection,
            PreparedStatement insert,
            int parameter,
            String type,
            @Nullable Object[] values)
            throws SQLException {
        if (Arrays.stream(values).allMatch(Objects::isNull)) {
            insert.setNull(parameter, Types.ARRAY);
        } else {
            insert.setArray(parameter, connection.createArrayOf(type, values));
        }
    }

    static long hash(String key) {
        try {
            return ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(key.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
