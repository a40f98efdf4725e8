package io.oeeanalytics.production.mqtt;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * Understands Sparkplug B: remembers what births announced, and says what each message tells of
 * lines. Messages must come one after the other, in their order.
 */
final class Sparkplug {
    static final String NAMESPACE = "spBv1.0";

    private final SparkplugMemory memory;
    private final Map<String, SparkplugNode> nodes = new HashMap<>();

    Sparkplug() {
        this(new SparkplugMemory());
    }

    Sparkplug(SparkplugMemory memory) {
        this.memory = memory;
    }

    static boolean isTopic(String topic) {
        return topic.startsWith(NAMESPACE + "/");
    }

    Heard hear(String topic, byte[] payload, Instant arrivedAt) {
        var levels = topic.split("/", -1);
        if (levels.length > 1 && levels[1].equals("STATE")) {
            return Heard.NOTHING;
        }
        if (levels.length < 4 || levels.length > 5) {
            return Heard.refused(
                    "", "is no topic of Sparkplug B: spBv1.0/group/type/node or …/node/device");
        }
        var type = levels[2];
        if (type.equals("NCMD") || type.equals("DCMD")) {
            return Heard.NOTHING;
        }
        if (type.startsWith("D") != (levels.length == 5)) {
            return Heard.refused(
                    "",
                    "%s comes %s a device in its topic"
                            .formatted(type, type.startsWith("D") ? "with" : "without"));
        }
        Payload read;
        try {
            read = Payload.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            return Heard.refused("", "is no payload of Sparkplug B: " + e.getMessage());
        }
        if (read.getMetricsCount() > SparkplugMemory.MOST_METRICS) {
            return Heard.refused(
                    "",
                    "has %d metrics; a message may have %d, so tell of them by several devices"
                            .formatted(read.getMetricsCount(), SparkplugMemory.MOST_METRICS));
        }
        var name = levels[1] + "/" + levels[3];
        if (!nodes.containsKey(name) && nodes.size() >= SparkplugMemory.MOST_NODES) {
            return Heard.refused(
                    "",
                    "more than %d nodes; narrow MQTT_TOPICS to the groups that matter"
                            .formatted(SparkplugMemory.MOST_NODES));
        }
        return nodes.computeIfAbsent(name, fresh -> new SparkplugNode(fresh, memory))
                .hear(
                        new SparkplugMessage(
                                topic, type, levels.length == 5 ? levels[4] : "", read, arrivedAt));
    }

    /**
     * @param node as group/node
     */
    static String commandTopic(String node) {
        int slash = node.indexOf('/');
        return "%s/%s/NCMD/%s"
                .formatted(NAMESPACE, node.substring(0, slash), node.substring(slash + 1));
    }

    /** Asks a node for its birth certificate and those of its devices. */
    static byte[] rebirth(Instant now) {
        return Payload.newBuilder()
                .setTimestamp(now.toEpochMilli())
                .addMetrics(
                        Metric.newBuilder()
                                .setName("Node Control/Rebirth")
                                .setTimestamp(now.toEpochMilli())
                                .setDatatype(DataType.Boolean_VALUE)
                                .setBooleanValue(true))
                .build()
                .toByteArray();
    }
}
