package io.oeeanalytics.production.mqtt;

import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertyValue;
import org.jspecify.annotations.Nullable;

/**
 * A metric as its birth certificate announces it; what comes later may carry its alias only.
 *
 * @param device id of the device; empty: the edge node itself
 * @param type as Sparkplug numbers them; 0: not told
 * @param width a counter begins again at 0 after this many values; empty: never
 */
record SparkplugMetric(
        String device, String name, int type, Optional<SparkplugRole> role, OptionalLong width) {
    static SparkplugMetric announced(String device, Metric metric) {
        int type = metric.getDatatype();
        return new SparkplugMetric(
                device,
                metric.getName(),
                type,
                SparkplugRole.of(metric.getName()),
                width(metric)
                        .or(() -> width(type))
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()));
    }

    /** What it takes in memory, by name and by alias. */
    long weight() {
        return 250 + 2L * name.length();
    }

    private static Optional<Long> width(Metric metric) {
        var properties = metric.getProperties();
        int many = Math.min(properties.getKeysCount(), properties.getValuesCount());
        for (int i = 0; i < many; i++) {
            if (properties.getKeys(i).equalsIgnoreCase("width")) {
                long width = number(properties.getValues(i));
                return width > 0 ? Optional.of(width) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static long number(PropertyValue value) {
        return switch (value.getValueCase()) {
            case INT_VALUE -> Integer.toUnsignedLong(value.getIntValue());
            case LONG_VALUE -> value.getLongValue();
            default -> 0;
        };
    }

    /** A counter of a signed type shows no negative numbers, so it has half as many values. */
    private static Optional<Long> width(int type) {
        return switch (type) {
            case DataType.Int8_VALUE -> Optional.of(1L << 7);
            case DataType.UInt8_VALUE -> Optional.of(1L << 8);
            case DataType.Int16_VALUE -> Optional.of(1L << 15);
            case DataType.UInt16_VALUE -> Optional.of(1L << 16);
            case DataType.Int32_VALUE -> Optional.of(1L << 31);
            case DataType.UInt32_VALUE -> Optional.of(1L << 32);
            default -> Optional.empty();
        };
    }

    /** Why it cannot tell what its name promises; null where it can. */
    @Nullable String unfit() {
        boolean text = type == DataType.String_VALUE || type == DataType.Text_VALUE;
        boolean whole = type >= DataType.Int8_VALUE && type <= DataType.UInt64_VALUE;
        if (type == DataType.Unknown_VALUE || role.isEmpty()) {
            return null;
        }
        return switch (role.get()) {
            case PRODUCT -> text ? null : "must be a String, not a " + typeName();
            case STATUS, GOOD, SCRAP, REWORK, TOTAL ->
                    whole ? null : "must be a whole number, not a " + typeName();
        };
    }

    private String typeName() {
        var known = DataType.forNumber(type);
        return known == null ? "type " + type : known.name();
    }

    /** How deep in the tree of metrics it stands. */
    int depth() {
        return (int) name.chars().filter(letter -> letter == '/').count();
    }

    /**
     * The number a metric carries; empty where it carries none.
     *
     * <p>A signed type whose declared width is that of the unsigned one is the same bits read
     * unsigned: -1 of 16 bits and a width of 65,536 are 65,535.
     */
    OptionalLong number(Metric metric) {
        if (metric.getIsNull()) {
            return OptionalLong.empty();
        }
        return switch (metric.getValueCase()) {
            case INT_VALUE -> OptionalLong.of(unwrapped(typed(metric.getIntValue())));
            case LONG_VALUE -> OptionalLong.of(unwrapped(typed(metric.getLongValue())));
            default -> OptionalLong.empty();
        };
    }

    /** Some senders fill the upper bits of a small signed number, some do not. */
    private long typed(long bits) {
        return switch (type) {
            case DataType.Int8_VALUE -> (byte) bits;
            case DataType.Int16_VALUE -> (short) bits;
            case DataType.Int32_VALUE -> (int) bits;
            case DataType.UInt8_VALUE -> bits & 0xFF;
            case DataType.UInt16_VALUE -> bits & 0xFFFF;
            case DataType.UInt32_VALUE -> bits & 0xFFFF_FFFFL;
            default -> bits;
        };
    }

    private long typed(int bits) {
        return type == DataType.UInt32_VALUE || type == DataType.Unknown_VALUE
                ? Integer.toUnsignedLong(bits)
                : typed((long) bits);
    }

    private long unwrapped(long value) {
        long unsigned =
                switch (type) {
                    case DataType.Int8_VALUE -> 1L << 8;
                    case DataType.Int16_VALUE -> 1L << 16;
                    case DataType.Int32_VALUE -> 1L << 32;
                    default -> 0;
                };
        return value < 0 && width.orElse(0) == unsigned ? value + unsigned : value;
    }

    /** The text a metric carries; empty where it carries none. */
    static Optional<String> text(Metric metric) {
        return metric.getIsNull() || !metric.hasStringValue()
                ? Optional.empty()
                : Optional.of(metric.getStringValue());
    }
}
