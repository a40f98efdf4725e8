package io.oeeanalytics.production.mqtt;

import io.oeeanalytics.base.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * A Sparkplug message taken apart.
 *
 * @param type such as {@code DDATA}
 * @param device empty: it speaks of the edge node itself
 */
record SparkplugMessage(
        String topic, String type, String device, Payload payload, Instant arrivedAt) {
    /** When it was sent, by its sender's clock. */
    Instant sentAt() {
        return payload.hasTimestamp() ? Instant.ofEpochMilli(payload.getTimestamp()) : arrivedAt;
    }

    /** When what the metric tells happened. */
    Instant at(Metric metric) {
        return metric.hasTimestamp() ? Instant.ofEpochMilli(metric.getTimestamp()) : sentAt();
    }

    OptionalInt sequence() {
        return payload.hasSeq()
                ? OptionalInt.of((int) (payload.getSeq() & 0xFF))
                : OptionalInt.empty();
    }

    /** Which session of the node a birth opens or a death ends. */
    OptionalLong session() {
        return payload.getMetricsList().stream()
                .filter(metric -> metric.getName().equals("bdSeq"))
                .map(metric -> metric.hasLongValue() ? metric.getLongValue() : metric.getIntValue())
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Sent again, the message gives the same key to the same thing. */
    String key(String thing) {
        return Sha256.hex(
                String.join(
                        "|",
                        topic,
                        Optional.of(payload)
                                .filter(Payload::hasTimestamp)
                                .map(sent -> String.valueOf(sent.getTimestamp()))
                                .orElse(""),
                        String.valueOf(payload.getSeq()),
                        thing));
    }
}
