package io.oeeanalytics.production.mqtt;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.jspecify.annotations.Nullable;

/** A device that names a line, or an edge node that is one itself. */
final class SparkplugDevice {
    /**
     * Readings kept, so that one told late finds what its neighbours showed: over an hour of one a
     * second.
     */
    private static final int READINGS = 4096;

    /** Those it keeps where other devices have taken the room of all. */
    private static final int FEWEST_READINGS = 16;

    private final String id;
    private final String line;
    private final Map<String, SparkplugMetric> announced = new HashMap<>();
    private final Map<SparkplugRole, SparkplugMetric> roles = new EnumMap<>(SparkplugRole.class);

    /** Each of them whole: a device tells only of counters that moved. */
    private final NavigableMap<Instant, Map<SparkplugRole, Long>> readings = new TreeMap<>();

    private final Set<SparkplugRole> counting = EnumSet.noneOf(SparkplugRole.class);
    private final SparkplugMemory memory;
    private long announcedBytes;
    private boolean alive;
    private boolean dead;
    private @Nullable Instant diedAt;
    private int toldSinceDeath;

    /**
     * @param id empty: the node itself
     */
    SparkplugDevice(String id, String line, SparkplugMemory memory) {
        this.id = id;
        this.memory = memory;
        this.line = line;
    }

    String line() {
        return line;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isLine() {
        return !roles.isEmpty();
    }

    /** Its death is news: it has not died already, and for all we know it is a line. */
    boolean mayDie() {
        return !dead && (isLine() || announced.isEmpty());
    }

    /** What was announced before holds no longer; what its counters showed does. */
    void forget() {
        alive = false;
        announced.clear();
        roles.clear();
        memory.forget(announcedBytes);
        announcedBytes = 0;
    }

    void die(Instant at) {
        alive = false;
        dead = true;
        diedAt = at;
        toldSinceDeath = 0;
    }

    /**
     * Takes what a birth certificate announces, and where metrics compete, the one higher up.
     *
     * @return whether there is room for it
     */
    boolean bear(List<SparkplugMetric> metrics, SparkplugTelling telling) {
        forget();
        long bytes = metrics.stream().mapToLong(SparkplugMetric::weight).sum();
        if (!memory.announce(bytes)) {
            telling.refuse(
                    "",
                    "announces %d metrics more than can be remembered; narrow MQTT_TOPICS to the groups and nodes that matter"
                            .formatted(metrics.size()));
            return false;
        }
        announcedBytes = bytes;
        alive = true;
        dead = false;
        for (var metric : metrics) {
            announced.put(metric.name(), metric);
            var unfit = metric.unfit();
            if (unfit != null) {
                telling.refuse(metric.name(), unfit);
            } else {
                metric.role()
                        .ifPresent(
                                role -> roles.merge(role, metric, (a, b) -> better(a, b, telling)));
            }
        }
        return true;
    }

    private static SparkplugMetric better(
            SparkplugMetric one, SparkplugMetric other, SparkplugTelling telling) {
        var taken = other.depth() < one.depth() ? other : one;
        telling.refuse(
                (taken == one ? other : one).name(),
                "is not taken, because %s tells the same of the line; make a device for each line"
                        .formatted(taken.name()));
        return taken;
    }

    /**
     * @param birth all it says holds now, however long ago it changed
     * @param aliases of the node
     * @return whether every metric was known
     */
    boolean tell(
            SparkplugMessage message,
            Map<Long, SparkplugMetric> aliases,
            boolean birth,
            SparkplugTelling telling) {
        boolean known = true;
        var live = new EnumMap<SparkplugRole, Long>(SparkplugRole.class);
        var liveAt = Instant.MIN;
        var historical = new TreeMap<Instant, Map<SparkplugRole, Long>>();
        for (int i = 0; i < message.payload().getMetricsCount(); i++) {
            var metric = message.payload().getMetrics(i);
            var meant = meant(metric, aliases);
            if (meant.isEmpty()) {
                known &= !metric.hasAlias();
                continue;
            }
            var role = meant.get().role().orElse(null);
            if (role == null) {
                continue;
            }
            if (alive && !meant.get().equals(roles.get(role))) {
                known &= announced.containsKey(meant.get().name());
                continue;
            }
            var at = at(message, metric, birth);
            if (!role.isCounter()) {
                tell(message, i, meant.get(), role, at, telling);
            } else if (alive) {
                var shown = meant.get().number(metric);
                if (shown.isPresent() && metric.getIsHistorical()) {
                    historical
                            .computeIfAbsent(at, first -> new EnumMap<>(SparkplugRole.class))
                            .put(role, shown.getAsLong());
                } else if (shown.isPresent()) {
                    live.put(role, shown.getAsLong());
                    liveAt = at.isAfter(liveAt) ? at : liveAt;
                }
            }
        }
        historical.forEach((at, shown) -> read(message, at, shown, telling));
        if (!live.isEmpty()) {
            // Together, though their scans differ by milliseconds: good and total make sense only
            // beside each other.
            read(message, liveAt, live, telling);
        }
        return known;
    }

    private static Instant at(SparkplugMessage message, Metric metric, boolean birth) {
        var at = message.at(metric);
        return birth && message.sentAt().isAfter(at) ? message.sentAt() : at;
    }

    /** An alias of another device is none of ours. */
    private Optional<SparkplugMetric> meant(Metric metric, Map<Long, SparkplugMetric> aliases) {
        if (!metric.getName().isEmpty()) {
            var known = announced.get(metric.getName());
            return Optional.of(known == null ? SparkplugMetric.announced(id, metric) : known);
        }
        return metric.hasAlias()
                ? Optional.ofNullable(aliases.get(metric.getAlias()))
                        .filter(known -> known.device().equals(id))
                : Optional.empty();
    }

    private void tell(
            SparkplugMessage message,
            int index,
            SparkplugMetric meant,
            SparkplugRole role,
            Instant at,
            SparkplugTelling telling) {
        var metric = message.payload().getMetrics(index);
        if (metric.getIsNull()) {
            return;
        }
        var key = message.key(String.valueOf(index));
        if (role == SparkplugRole.PRODUCT) {
            SparkplugMetric.text(metric)
                    .ifPresentOrElse(
                            product -> telling.product(key, line, at, product, meant.name()),
                            () -> telling.refuse(meant.name(), "must be a String"));
            return;
        }
        var status = meant.number(metric);
        if (status.isEmpty()) {
            telling.refuse(meant.name(), "must be a whole number");
            return;
        }
        telling.state(key, line, at, status.getAsLong(), meant.name());
        if (diedAt != null && !metric.getIsHistorical() && !at.isAfter(diedAt)) {
            // The news of a death took longer than the birth after it: the line lives.
            telling.state(
                    message.key(index + " again"),
                    line,
                    diedAt.plusMillis(++toldSinceDeath),
                    status.getAsLong(),
                    meant.name());
        }
    }

    /**
     * A reading is told whole or not at all: half of one would hide what the other half counted. It
     * counts on, so nothing is lost by waiting for the next.
     */
    private void read(
            SparkplugMessage message,
            Instant at,
            Map<SparkplugRole, Long> shown,
            SparkplugTelling telling) {
        var whole = new EnumMap<SparkplugRole, Long>(SparkplugRole.class);
        var before = readings.floorEntry(at);
        if (before != null) {
            whole.putAll(before.getValue());
        }
        whole.putAll(shown);
        counting.addAll(shown.keySet());
        if (!whole.keySet().containsAll(counting)) {
            return;
        }
        remember(at, whole);
        boolean apart = false;
        for (var ofWidth : byWidth(whole).entrySet()) {
            telling.reading(
                    message.key("counters %s %s".formatted(at, ofWidth.getKey())),
                    line,
                    at,
                    ofWidth.getValue(),
                    ofWidth.getKey(),
                    apart);
            apart = true;
        }
    }

    private void remember(Instant at, Map<SparkplugRole, Long> whole) {
        if (readings.put(at, whole) == null) {
            memory.addReading();
        }
        while (readings.size() > READINGS
                || readings.size() > FEWEST_READINGS && memory.hasTooManyReadings()) {
            readings.pollFirstEntry();
            memory.dropReading();
        }
    }

    /**
     * Counters of different widths begin again at different times. Beside a total they stay
     * together all the same, because what is good is what of it is not scrap.
     */
    private Map<OptionalLong, Map<SparkplugRole, Long>> byWidth(Map<SparkplugRole, Long> whole) {
        var groups = new LinkedHashMap<OptionalLong, Map<SparkplugRole, Long>>();
        boolean total = whole.containsKey(SparkplugRole.TOTAL);
        whole.forEach(
                (role, shown) ->
                        groups.computeIfAbsent(
                                        width(total ? SparkplugRole.TOTAL : role),
                                        first -> new EnumMap<>(SparkplugRole.class))
                                .put(role, shown));
        return groups;
    }

    private OptionalLong width(SparkplugRole role) {
        var metric = roles.get(role);
        return metric == null ? OptionalLong.empty() : metric.width();
    }
}
