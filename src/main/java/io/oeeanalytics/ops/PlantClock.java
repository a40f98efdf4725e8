package io.oeeanalytics.ops;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock everything asks. */
@Configuration(proxyBeanMethods = false)
class PlantClock {
    @Bean
    SteadyClock clock() {
        return new SteadyClock(Clock.systemUTC(), System::nanoTime);
    }
}
