package io.oeeanalytics.production.mqtt;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from an event it will never take. */
final class StoreFailure {
    /** SQL state classes: data exception, integrity constraint violation. */
    private static final String DATA = "22";

    private static final String INTEGRITY = "23";

    private StoreFailure() {}

    /** Trying again may help; what is no failure of the database at all would fail again. */
    static boolean mayPass(Throwable failure) {
        return sql(failure) != null && !isOfData(failure);
    }

    /** What the event holds is nothing the database can hold. */
    static boolean isOfData(Throwable failure) {
        var sql = sql(failure);
        var state = sql == null ? null : sql.getSQLState();
        return state != null && (state.startsWith(DATA) || state.startsWith(INTEGRITY));
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
