package io.oeeanalytics.production.mqtt;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why something was not stored, and with that, whether it is worth trying again. */
enum StoreFailure {
    /** The database is away, or does not do now what it does at other times. */
    PASSES,
    /** What the event holds is nothing the database can hold. */
    OF_DATA,
    /** A rule of the database is broken, or this program failed: it may be the event, or not. */
    UNEXPLAINED;

    /** SQL state classes: data exception, integrity constraint violation, limit exceeded. */
    private static final String DATA = "22";

    private static final String INTEGRITY = "23";
    private static final String LIMIT = "54";

    static StoreFailure of(Throwable failure) {
        var sql = sql(failure);
        if (sql == null) {
            return UNEXPLAINED;
        }
        var state = sql.getSQLState();
        if (state == null) {
            return PASSES;
        }
        if (state.startsWith(DATA)) {
            return OF_DATA;
        }
        return state.startsWith(INTEGRITY) || state.startsWith(LIMIT) ? UNEXPLAINED : PASSES;
    }

    static boolean isOfDatabase(Throwable failure) {
        return sql(failure) != null;
    }

    static String reason(Throwable failure) {
        var sql = sql(failure);
        return String.valueOf(sql == null ? failure : sql.getMessage());
    }

    private static @Nullable SQLException sql(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
