package io.oeeanalytics.production.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An edge node with its devices, as far as its messages told of them. */
final class SparkplugNode {
    private static final Duration REBIRTHS_AT_FIRST = Duration.ofSeconds(10);
    private static final Duration REBIRTHS_AT_LAST = Duration.ofMinutes(10);
    private static final String ITSELF = "";

    private final String name;
    private final String id;
    private final SparkplugMemory memory;
    private final Map<String, SparkplugDevice> devices = new HashMap<>();
    private final Map<Long, SparkplugMetric> aliases = new HashMap<>();
    private boolean born;
    private boolean dead;
    private int sequence;
    private OptionalLong session = OptionalLong.empty();
    private @Nullable Instant rebirthAskedAt;
    private Duration patience = REBIRTHS_AT_FIRST;

    /**
     * @param name as group/node
     */
    SparkplugNode(String name, SparkplugMemory memory) {
        this.name = name;
        this.memory = memory;
        this.id = name.substring(name.indexOf('/') + 1);
    }

    Heard hear(SparkplugMessage message) {
        var telling = new SparkplugTelling("mqtt " + name);
        if (!hasRoomFor(message.device())) {
            follow(message, telling);
            telling.refuse(
                    "",
                    "more than %d devices of a node, or %d of all; narrow MQTT_TOPICS to those that matter"
                            .formatted(
                                    SparkplugMemory.MOST_DEVICES_OF_NODE,
                                    SparkplugMemory.MOST_DEVICES));
            return telling.heard();
        }
        switch (message.type()) {
            case "NBIRTH" -> {
                born = true;
                dead = false;
                session = message.session();
                sequence = message.sequence().orElse(0);
                aliases.clear();
                devices.values().forEach(SparkplugDevice::forget);
                bear(message, telling);
            }
            case "DBIRTH" -> {
                follow(message, telling);
                bear(message, telling);
            }
            case "NDATA", "DDATA" -> {
                follow(message, telling);
                var device = device(message.device());
                boolean known = device.tell(message, aliases, false, telling);
                if (!known || !device.isAlive()) {
                    askRebirth(message, telling);
                }
            }
            case "DDEATH" -> {
                follow(message, telling);
                dies(device(message.device()), message, telling);
            }
            case "NDEATH" -> die(message, telling);
            default ->
                    telling.refuse(
                            "",
                            "%s is no type of message of Sparkplug B".formatted(message.type()));
        }
        return telling.heard();
    }

    private boolean hasRoomFor(String device) {
        if (devices.containsKey(device)) {
            return true;
        }
        int beside = devices.size() - (devices.containsKey(ITSELF) ? 1 : 0);
        boolean full = beside >= SparkplugMemory.MOST_DEVICES_OF_NODE && !device.equals(ITSELF);
        if (full || !memory.takeDevice()) {
            return false;
        }
        devices.put(
                device, new SparkplugDevice(device, device.equals(ITSELF) ? id : device, memory));
        return true;
    }

    private SparkplugDevice device(String device) {
        return Objects.requireNonNull(devices.get(device));
    }

    private void bear(SparkplugMessage message, SparkplugTelling telling) {
        // What it announced before holds no longer.
        aliases.values().removeIf(known -> known.device().equals(message.device()));
        var metrics = new ArrayList<SparkplugMetric>();
        var named = new HashMap<Long, SparkplugMetric>();
        for (var metric : message.payload().getMetricsList()) {
            if (!metric.getName().isEmpty()) {
                var announced = SparkplugMetric.announced(message.device(), metric);
                metrics.add(announced);
                if (metric.hasAlias()) {
                    named.put(metric.getAlias(), announced);
                }
            }
        }
        var device = device(message.device());
        if (!device.bear(metrics, telling)) {
            return;
        }
        aliases.putAll(named);
        device.tell(message, aliases, true, telling);
    }

    /** Each message of a node counts one up, so a missing one shows. */
    private void follow(SparkplugMessage message, SparkplugTelling telling) {
        if (!born) {
            askRebirth(message, telling);
            return;
        }
        message.sequence()
                .ifPresent(
                        told -> {
                            if (told != (sequence + 1 & 0xFF)) {
                                askRebirth(message, telling);
                            }
                            sequence = told;
                        });
    }

    /** Seldom, and ever more seldom where it does not help. */
    private void askRebirth(SparkplugMessage message, SparkplugTelling telling) {
        var now = message.arrivedAt();
        if (rebirthAskedAt != null && now.isBefore(rebirthAskedAt.plus(patience))) {
            return;
        }
        boolean longAgo =
                rebirthAskedAt == null || now.isAfter(rebirthAskedAt.plus(REBIRTHS_AT_LAST));
        var longer = patience.multipliedBy(2);
        patience =
                longAgo
                        ? REBIRTHS_AT_FIRST
                        : longer.compareTo(REBIRTHS_AT_LAST) < 0 ? longer : REBIRTHS_AT_LAST;
        rebirthAskedAt = now;
        telling.askRebirth(name);
    }

    private static void dies(
            SparkplugDevice device, SparkplugMessage message, SparkplugTelling telling) {
        var at = message.sentAt();
        if (device.mayDie()) {
            telling.silence(message.key("death"), at, Set.of(device.line()));
        }
        device.die(at);
    }

    /**
     * The broker sends a node's death when its connection breaks; the message was written when the
     * connection began, so its own time says nothing. One of an earlier session comes too late.
     */
    private void die(SparkplugMessage message, SparkplugTelling telling) {
        var ended = message.session();
        if (dead
                || born
                        && ended.isPresent()
                        && session.isPresent()
                        && ended.getAsLong() != session.getAsLong()) {
            return;
        }
        var at = message.arrivedAt();
        var lines =
                devices.values().stream()
                        .filter(device -> born)
                        .filter(device -> device.isAlive() && device.isLine())
                        .map(SparkplugDevice::line)
                        .collect(Collectors.toUnmodifiableSet());
        if (!born || !lines.isEmpty()) {
            telling.silence(message.key("death at " + at), at, lines);
        }
        devices.values().forEach(device -> device.die(at));
        born = false;
        dead = true;
    }
}
