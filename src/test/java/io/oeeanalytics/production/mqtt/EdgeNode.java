package io.oeeanalytics.production.mqtt;

import java.time.Instant;
import java.util.List;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** An edge node as Sparkplug B wants it: it counts its messages, from its birth on. */
public final class EdgeNode {
    private final String group;
    private final String node;
    private long session;
    private int sequence;

    public EdgeNode(String group, String node) {
        this.group = group;
        this.node = node;
    }

    /** A message to publish. */
    public record Sent(String topic, byte[] payload) {}

    /** Opens the next session. */
    public Sent birth(Instant at, Metric.Builder... metrics) {
        session++;
        return rebirth(at, metrics);
    }

    /** In the same session. */
    public Sent rebirth(Instant at, Metric.Builder... metrics) {
        sequence = 0;
        var payload = payload(at, metrics).setSeq(0).addMetrics(session(session));
        return new Sent(topic("NBIRTH", ""), payload.build().toByteArray());
    }

    public Sent deviceBirth(String device, Instant at, Metric.Builder... metrics) {
        return next("DBIRTH", device, at, metrics);
    }

    public Sent data(String device, Instant at, Metric.Builder... metrics) {
        return next(device.isEmpty() ? "NDATA" : "DDATA", device, at, metrics);
    }

    public Sent deviceDeath(String device, Instant at) {
        return next("DDEATH", device, at);
    }

    /** As the broker publishes it when the connection breaks. */
    public Sent death() {
        return death(session);
    }

    public Sent death(long ofSession) {
        return new Sent(
                topic("NDEATH", ""),
                Payload.newBuilder().addMetrics(session(ofSession)).build().toByteArray());
    }

    /** One message gets lost. */
    public void loses() {
        sequence++;
    }

    public long session() {
        return session;
    }

    private Sent next(String type, String device, Instant at, Metric.Builder... metrics) {
        sequence = sequence + 1 & 0xFF;
        return new Sent(
                topic(type, device), payload(at, metrics).setSeq(sequence).build().toByteArray());
    }

    private String topic(String type, String device) {
        return "spBv1.0/%s/%s/%s".formatted(group, type, node)
                + (device.isEmpty() ? "" : "/" + device);
    }

    private static Payload.Builder payload(Instant at, Metric.Builder... metrics) {
        var payload = Payload.newBuilder().setTimestamp(at.toEpochMilli());
        List.of(metrics).forEach(payload::addMetrics);
        return payload;
    }

    private static Metric.Builder session(long number) {
        return Metric.newBuilder()
                .setName("bdSeq")
                .setDatatype(DataType.Int64_VALUE)
                .setLongValue(number);
    }

    /** With name, alias and type, as births announce it. */
    public static Metric.Builder announced(String name, long alias, DataType type, long value) {
        return Metric.newBuilder()
                .setName(name)
                .setAlias(alias)
                .setDatatype(type.getNumber())
                .mergeFrom(number(type, value).build());
    }

    public static Metric.Builder announced(String name, long alias, String text) {
        return Metric.newBuilder()
                .setName(name)
                .setAlias(alias)
                .setDatatype(DataType.String_VALUE)
                .setStringValue(text);
    }

    /** With its alias alone. */
    public static Metric.Builder moved(long alias, long value) {
        return Metric.newBuilder().setAlias(alias).setIntValue((int) value);
    }

    public static Metric.Builder moved(long alias, long value, Instant at) {
        return moved(alias, value).setTimestamp(at.toEpochMilli());
    }

    /** Stored while the node was away, and forwarded. */
    public static Metric.Builder forwarded(long alias, long value, Instant at) {
        return moved(alias, value, at).setIsHistorical(true);
    }

    private static Metric.Builder number(DataType type, long value) {
        return switch (type) {
            case Int64, UInt64 -> Metric.newBuilder().setLongValue(value);
            case Double -> Metric.newBuilder().setDoubleValue(value);
            default -> Metric.newBuilder().setIntValue((int) value);
        };
    }
}
