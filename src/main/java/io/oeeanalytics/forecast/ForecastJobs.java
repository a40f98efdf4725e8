package io.oeeanalytics.forecast;

import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JobProgress;
import io.oeeanalytics.ops.QueuedJob;
import io.oeeanalytics.ops.RecurringJob;
import io.oeeanalytics.plant.PlantModel;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When forecasts are published: every night, and once as soon as there are lines. */
@Configuration(proxyBeanMethods = false)
class ForecastJobs {
    /** After the last night shift began and before the first people come. */
    private static final LocalTime NIGHT = LocalTime.of(3, 30);

    private static final Duration NOW_AND_THEN = Duration.ofMinutes(2);

    @Bean
    RecurringJob nightlyForecasts(ForecastRuns runs, PlantModel plant) {
        return new RecurringJob() {
            @Override
            public String name() {
                return "forecast-nightly";
            }

            /** By the clock of the first site that there was at the start. */
            @Override
            public Recurrence recurrence() {
                ZoneId zone =
                        plant.sites().stream()
                                .findFirst()
                                .map(site -> site.zone())
                                .orElse(ZoneOffset.UTC);
                return new Recurrence.Daily(NIGHT, zone);
            }

            @Override
            public void run() {
                runs.begin();
            }
        };
    }

    @Bean
    RecurringJob forecastsGoOn(ForecastRuns runs) {
        return new RecurringJob() {
            @Override
            public String name() {
                return "forecast-resume";
            }

            @Override
            public Recurrence recurrence() {
                return new Recurrence.After(NOW_AND_THEN);
            }

            @Override
            public void run() {
                if (runs.hasAny()) {
                    runs.resume();
                } else {
                    runs.begin();
                }
            }
        };
    }

    /** After a round, once, by whichever instance finished it. */
    @Bean
    QueuedJob modelReviews(ModelReview review, Retraining retraining) {
        return new QueuedJob() {
            @Override
            public String name() {
                return ForecastRuns.REVIEW_JOB;
            }

            @Override
            public void run(String item) {
                SystemWork.run(
                        () -> {
                            try {
                                review.review();
                            } finally {
                                retraining.review();
                            }
                        });
            }
        };
    }

    @Bean
    QueuedJob forecastChunks(ForecastRuns runs) {
        return new QueuedJob() {
            @Override
            public String name() {
                return ForecastRuns.CHUNK_JOB;
            }

            @Override
            public void run(String item) {
                runs.work(ForecastRuns.Chunk.of(item));
            }

            @Override
            public void cancelled(String item) {
                runs.leaveOut(ForecastRuns.Chunk.of(item));
            }

            @Override
            public Optional<JobProgress> progress(String item) {
                return Optional.of(runs.progress(ForecastRuns.Chunk.of(item)));
            }
        };
    }
}
