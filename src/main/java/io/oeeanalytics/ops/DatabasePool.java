package io.oeeanalytics.ops;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that give up when the database falls silent. Over a line that swallows everything a
 * statement would wait for its answer for ever, and with it the request, the open page and the
 * thread; a time limit for statements would end long ones that are well. So {@link DatabaseWatch}
 * says when nobody answers: from then on nobody is let wait, and who waits is cut off.
 */
final class DatabasePool extends HikariDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabasePool.class);

    /** An open page of a person rests for as long. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private static final Duration VALIDATION = Duration.ofSeconds(1);
    private static final int CONNECT_SECONDS = 5;

    /** Those given back are dropped by whoever collects the garbage. */
    private final Set<Connection> lent =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Map<Integer, Long> orphans = new ConcurrentHashMap<>();

    private volatile boolean silent;

    /** Lent when the database fell silent. */
    private volatile List<Connection> suspects = List.of();

    DatabasePool(DatabaseAddress address, int connections) {
        setJdbcUrl(address.jdbcUrl());
        setUsername(address.user());
        setPassword(address.password());
        setMaximumPoolSize(connections);
        setConnectionTimeout(WAIT.toMillis());
        setValidationTimeout(VALIDATION.toMillis());
        // Signing in takes several questions, over a slow line longer than the wait above.
        addDataSourceProperty("loginTimeout", String.valueOf(CONNECT_SECONDS));
        addDataSourceProperty("tcpKeepAlive", "true");
        // Longer than anybody computes with locks held: a frozen process must not keep its own.
        setConnectionInitSql("set idle_in_transaction_session_timeout = '10min'");
        setPoolName("oee");
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (silent) {
            throw new SQLTransientConnectionException("the database does not answer", "08001");
        }
        var connection = super.getConnection();
        lent.add(connection);
        return connection;
    }

    /** Nobody gets a connection from now on. */
    void refuse() {
        if (!silent) {
            silent = true;
            suspects = waiting();
        }
    }

    /** Everybody does again, and none of the old ones: a line may stay mute for ever. */
    void admit() {
        if (silent) {
            silent = false;
            var begun = getHikariPoolMXBean();
            if (begun != null) {
                begun.softEvictConnections();
            }
        }
    }

    /** Whoever waits for an answer gets an error instead. */
    void cutOff() {
        waiting().forEach(this::cut);
    }

    /**
     * Who waited when the database fell silent, and still does although the server works on nothing
     * for him, waits for something that was lost on its way.
     *
     * @param working processes of the server
     * @return whether there are more who may come to wait in vain
     */
    boolean cutOffLost(Set<Integer> working) {
        var more = new ArrayList<Connection>();
        for (var connection : suspects) {
            try {
                if (connection.isClosed()) {
                    continue;
                }
                if (working.contains(connection.unwrap(PGConnection.class).getBackendPID())) {
                    more.add(connection);
                } else {
                    cut(connection);
                }
            } catch (SQLException e) {
                LOG.debug("A connection was given back meanwhile", e);
            }
        }
        suspects = more;
        return !more.isEmpty();
    }

    private List<Connection> waiting() {
        synchronized (lent) {
            return List.copyOf(lent);
        }
    }

    /**
     * Processes of the server whose connections were cut, and which may not have heard of it: they
     * keep the locks of what they were told last; and when that was, in nanoseconds of this
     * machine.
     */
    Map<Integer, Long> orphans() {
        return Map.copyOf(orphans);
    }

    /** They are no more. */
    void ended(Set<Integer> processes) {
        orphans.keySet().removeAll(processes);
    }

    private void cut(Connection connection) {
        try {
            if (!connection.isClosed()) {
                orphans.put(
                        connection.unwrap(PGConnection.class).getBackendPID(), System.nanoTime());
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("A connection was gone already", e);
        }
    }
}
