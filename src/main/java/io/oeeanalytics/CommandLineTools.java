package io.oeeanalytics;

import io.oeeanalytics.production.ingest.FileImporter;
import io.oeeanalytics.production.ingest.ImportCommand;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The rooms a command needs, without views, sign-in, a port or a broker. No {@code @Configuration},
 * so that the application does not take it in.
 */
@ComponentScan(
        basePackages = {
            "io.oeeanalytics.ops",
            "io.oeeanalytics.plant",
            "io.oeeanalytics.production"
        },
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.oeeanalytics\\..*\\.(ui|mqtt)\\..*"))
@ComponentScan(
        basePackages = "io.oeeanalytics.identity",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.oeeanalytics\\.identity\\.(SiteScopes|JooqAccounts)"))
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ApplicationAvailabilityAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JooqAutoConfiguration.class
})
class CommandLineTools {
    /** Uses the database of the running application, or starts its own on the same folder. */
    static int importFile(String... arguments) {
        try (var tools = new Started()) {
            return ImportCommand.run(tools::importer, arguments);
        }
    }

    /** Starts at first use: a wrong option is answered at once. */
    private static final class Started implements AutoCloseable {
        private @Nullable ConfigurableApplicationContext context;

        FileImporter importer() {
            var running = context == null ? start() : context;
            context = running;
            return running.getBean(FileImporter.class);
        }

        @Override
        public void close() {
            if (context != null) {
                context.close();
            }
        }
    }

    /** Background work is left to the application: a command ends before it would be done. */
    static ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(CommandLineTools.class)
                .web(WebApplicationType.NONE)
                .properties("oee.borrow-database=true")
                .run(
                        Stream.concat(Stream.of("--oee.job-threads=0"), Stream.of(settings))
                                .toArray(String[]::new));
    }
}
