package io.oeeanalytics.registry.serving;

import io.oeeanalytics.registry.scoring.ModelCache;
import io.oeeanalytics.registry.scoring.ScoringLimits;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ServingConfiguration {
    private static final long MEBIBYTE = 1024 * 1024;

    @Bean
    ScoringLimits scoringLimits(
            @Value("${oee.serving.rows}") int rows,
            @Value("${oee.serving.values}") int values,
            @Value("${oee.serving.seconds}") int seconds) {
        return new ScoringLimits(rows, values, Duration.ofSeconds(seconds));
    }

    @Bean
    ModelCache modelCache(@Value("${oee.serving.cache-mb}") int cacheMb) {
        if (cacheMb < 1) {
            throw new IllegalArgumentException(
                    "OEE_SERVING_CACHE_MB is 1 or more, not %d".formatted(cacheMb));
        }
        return new ModelCache(cacheMb * MEBIBYTE);
    }
}
