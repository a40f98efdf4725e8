package io.oeeanalytics.ops;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/**
 * {@code cpu_usage_percent} and {@code memory_usage_percent} of what this instance may have; {@code
 * oee_ready} and {@code oee_redis_up}, 1 or 0.
 */
@Component
class SystemMeters implements MeterBinder {
    private final MemoryUse memory = new MemoryUse();
    private final ApplicationAvailability availability;
    private final DatabaseWatch database;
    private final RedisLine redis;

    SystemMeters(ApplicationAvailability availability, DatabaseWatch database, RedisLine redis) {
        this.availability = availability;
        this.database = database;
        this.redis = redis;
    }

    private double ready() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                        && database.answers()
                ? 1
                : 0;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            Gauge.builder("cpu.usage.percent", system, one -> 100 * one.getCpuLoad())
                    .register(registry);
        }
        Gauge.builder("oee.ready", this, SystemMeters::ready).register(registry);
        if (redis.isSet()) {
            Gauge.builder(
                            "oee.redis.up",
                            redis,
                            line -> line.state() instanceof Neighbour.State.Answers ? 1 : 0)
                    .register(registry);
        }
        Gauge.builder("memory.usage.percent", memory, one -> one.percent().orElse(Double.NaN))
                .register(registry);
    }
}
