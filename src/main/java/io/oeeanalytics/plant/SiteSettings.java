package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/** The settings of a site, each from an instant on until the next one's. */
public final class SiteSettings {
    private final NavigableMap<Instant, Settings> rows;

    /**
     * @param rows by the instant each is valid from
     */
    public SiteSettings(Map<Instant, Settings> rows) {
        this.rows = Collections.unmodifiableNavigableMap(new TreeMap<>(rows));
    }

    /** Since ever and for good. */
    public static SiteSettings always(Settings settings) {
        return new SiteSettings(Map.of(Instant.EPOCH, settings));
    }

    /** Those that held at that instant, the standard ones before any were decided. */
    public Settings at(Instant instant) {
        var entry = rows.floorEntry(instant);
        return entry == null ? Settings.STANDARD : entry.getValue();
    }

    /** The instants at which they change. */
    public NavigableSet<Instant> changes() {
        return rows.navigableKeySet();
    }

    /** By the instant each is valid from. */
    public NavigableMap<Instant, Settings> rows() {
        return rows;
    }
}
