package io.oeeanalytics;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that start later.
 *
 * <p>From below the range out of which Linux takes the near ends of connections (32768 to 60999): a
 * port of that range that is free now may be a connection's by the time its server starts.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int PAST_LAST = 32_000;

    private FreePorts() {}

    /** Free on every address of the machine at this moment. */
    public static int next() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, PAST_LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + PAST_LAST);
    }

    private static boolean isFree(int port) {
        try (var server = new ServerSocket(port)) {
            return server.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
