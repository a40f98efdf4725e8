package io.oeeanalytics;

import static io.oeeanalytics.VectorExample.near;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The one worked example of the time model that takes two seasons; the others lie in a month. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ClockChangeVectorIT {
    private static final int RUNS = 1;
    private static final int FAILS = 21;

    /** Time passes as ever, but begins days after the second night. */
    @TestConfiguration(proxyBeanMethods = false)
    static class DaysLater {
        @Bean
        @Primary
        Clock daysLater() {
            return LateClock.startingAt(Instant.parse("2026-10-28T10:00:00Z"));
        }
    }

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    private ApiClient client;
    private int examples;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-vector").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void aClient() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        client = new ApiClient(port, keys.open("vectors", Set.of(Scope.ADMIN)));
        SecurityContextHolder.clearContext();
    }

    private VectorExample example(LocalDate night) {
        examples++;
        return new VectorExample(client, examples, "site-" + examples, "Europe/Berlin", night);
    }

    @Test
    void t08_both_nights_of_the_clock_change_have_their_true_length() {
        var spring =
                example(LocalDate.of(2026, 3, 28))
                        .shift("22:00", "06:00")
                        .cycle(null, null, 30)
                        .stateAt("2026-03-28T22:00:00+01:00", RUNS)
                        .stateAt("2026-03-29T01:30:00+01:00", FAILS)
                        .stateAt("2026-03-29T03:30:00+02:00", RUNS)
                        .stateAt("2026-03-29T06:00:00+02:00", 90)
                        .countAt("2026-03-29T00:30:00+01:00", 650, 10)
                        .day();
        near(spring, "availability", 0.857143);
        near(spring, "oee", 0.77381);

        var autumn =
                example(LocalDate.of(2026, 10, 24))
                        .shift("22:00", "06:00")
                        .cycle(null, null, 30)
                        .stateAt("2026-10-24T22:00:00+02:00", RUNS)
                        .stateAt("2026-10-25T02:30:00+02:00", FAILS)
                        .stateAt("2026-10-25T02:30:00+01:00", RUNS)
                        .stateAt("2026-10-25T06:00:00+01:00", 90)
                        .countAt("2026-10-25T00:30:00+02:00", 890, 10)
                        .day();
        near(autumn, "availability", 0.888889);
        near(autumn, "oee", 0.824074);
    }
}
