package io.oeeanalytics.production.mqtt;

/**
 * How much is remembered of all nodes together. Whoever may publish could announce metrics and
 * invent devices without end.
 */
final class SparkplugMemory {
    static final int MOST_NODES = 5_000;

    /** Devices of one node, beside itself. */
    static final int MOST_DEVICES_OF_NODE = 1_000;

    static final int MOST_DEVICES = 20_000;

    /** In one message; each of them may become an event. */
    static final int MOST_METRICS = 20_000;

    /** Some two hundred thousand metrics with names of the usual length. */
    private static final long MOST_ANNOUNCED_BYTES = 64L << 20;

    /** An hour of one a second, of seventy devices. */
    private static final int MOST_READINGS = 256 * 1024;

    private final long mostAnnounced;
    private final int mostReadings;
    private int devices;
    private int readings;
    private long announced;

    SparkplugMemory() {
        this(MOST_ANNOUNCED_BYTES, MOST_READINGS);
    }

    SparkplugMemory(long mostAnnounced, int mostReadings) {
        this.mostAnnounced = mostAnnounced;
        this.mostReadings = mostReadings;
    }

    boolean takeDevice() {
        if (devices >= MOST_DEVICES) {
            return false;
        }
        devices++;
        return true;
    }

    /**
     * @return whether there is room for it, and it is taken
     */
    boolean announce(long bytes) {
        if (bytes > mostAnnounced - announced) {
            return false;
        }
        announced += bytes;
        return true;
    }

    void forget(long bytes) {
        announced -= bytes;
    }

    void addReading() {
        readings++;
    }

    void dropReading() {
        readings--;
    }

    boolean hasTooManyReadings() {
        return readings > mostReadings;
    }
}
