package io.oeeanalytics.ops;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The checks behind {@code /actuator/health}: {@code live}, whether a restart would help; {@code
 * ready}, whether requests should come here; {@code full}, everything somebody who looks after the
 * plant wants to know. What would not get better by sending people elsewhere is in {@code full}
 * only.
 */
@Configuration(proxyBeanMethods = false)
class HealthChecks {
    /** Works, but somebody should look. */
    static final Status WARNING = new Status("WARNING");

    private static final double MEMORY_WARNING = 80;
    private static final double MEMORY_FULL = 90;
    private static final long DISK_WARNING = 2L << 30;
    private static final long DISK_FULL = 512L << 20;

    @Bean
    HealthIndicator database(DatabaseWatch database, DataSource pool) {
        return () -> {
            var health = database.answers() ? Health.up() : Health.down();
            if (pool instanceof HikariDataSource connections
                    && connections.getHikariPoolMXBean() != null) {
                health.withDetail(
                                "connectionsInUse",
                                connections.getHikariPoolMXBean().getActiveConnections())
                        .withDetail("connections", connections.getMaximumPoolSize())
                        .withDetail(
                                "waiting",
                                connections.getHikariPoolMXBean().getThreadsAwaitingConnection());
            }
            return health.build();
        };
    }

    @Bean
    HealthIndicator redis(RedisLine redis) {
        return () ->
                switch (redis.state()) {
                    case Neighbour.State.NotSet() ->
                            Health.up()
                                    .withDetail("redis", "not set; each instance keeps its own")
                                    .build();
                    case Neighbour.State.Answers() -> Health.up().build();
                    // Everything works without it, only slower.
                    case Neighbour.State.Silent(var why) ->
                            Health.status(WARNING).withDetail("redis", why).build();
                };
    }

    @Bean
    HealthIndicator memory() {
        var memory = new MemoryUse();
        return () -> {
            var percent = memory.percent();
            if (percent.isEmpty()) {
                return Health.unknown().withDetail("memory", "the system does not tell").build();
            }
            var used = percent.getAsDouble();
            return (used > MEMORY_FULL
                            ? Health.down()
                            : used > MEMORY_WARNING ? Health.status(WARNING) : Health.up())
                    .withDetail("usedPercent", Math.round(used * 10) / 10.0)
                    .withDetail("heapMb", heapUsed() >> 20)
                    .build();
        };
    }

    private static long heapUsed() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Bean
    HealthIndicator disk(@Value("${oee.data-folder}") Path folder) {
        return () -> {
            var existing = existing(folder.toAbsolutePath());
            try {
                var free = Files.getFileStore(existing).getUsableSpace();
                return (free < DISK_FULL
                                ? Health.down()
                                : free < DISK_WARNING ? Health.status(WARNING) : Health.up())
                        .withDetail("freeMb", free >> 20)
                        .build();
            } catch (IOException e) {
                return Health.down().withDetail("disk", "cannot be asked").build();
            }
        };
    }

    private static Path existing(Path folder) {
        var place = folder;
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }

    @Bean
    HealthIndicator externalApis(List<Neighbour> neighbours) {
        return () -> {
            var health = Health.up();
            for (var neighbour : neighbours) {
                switch (neighbour.state()) {
                    case Neighbour.State.NotSet() -> health.withDetail(neighbour.name(), "not set");
                    case Neighbour.State.Answers() ->
                            health.withDetail(neighbour.name(), "answers");
                    case Neighbour.State.Silent(var why) ->
                            health.status(WARNING).withDetail(neighbour.name(), why);
                }
            }
            return health.build();
        };
    }

    @Bean
    HealthIndicator version(ObjectProvider<BuildProperties> build) {
        var version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("unbuilt");
        return () -> Health.up().withDetail("version", version).build();
    }
}
