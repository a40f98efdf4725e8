package io.oeeanalytics;

import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.ops.JooqTables;
import io.oeeanalytics.ops.SelfCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What deploy.sh, backup.sh and restore.sh ask of the program: {@code migrate}, {@code
 * first-administrator}, {@code smoke}, {@code self-check}, {@code row-counts} and {@code version}.
 * Each ends with 0 when it did what it is for.
 */
@Command(name = "oee-analytics", subcommands = CommandLine.HelpCommand.class)
public final class OperatorCommands {
    static final Set<String> NAMES =
            Set.of(
                    "migrate",
                    "first-administrator",
                    "smoke",
                    "self-check",
                    "row-counts",
                    "version");

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_TO_DO = 3;

    @Spec private @Nullable CommandSpec spec;

    /** The rooms these commands need, without views, sign-in, a port or a broker. */
    @ComponentScan(
            basePackages = {
                "io.oeeanalytics.ops",
                "io.oeeanalytics.identity",
                "io.oeeanalytics.plant",
                "io.oeeanalytics.production",
                "io.oeeanalytics.oee",
                "io.oeeanalytics.registry"
            },
            excludeFilters = {
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.oeeanalytics\\..*\\.(ui|door|mqtt|mlflow|serving)\\..*"),
                @ComponentScan.Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = ApplicationRunner.class)
            })
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ApplicationAvailabilityAutoConfiguration.class,
        ProjectInfoAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JooqAutoConfiguration.class
    })
    @Import(InstallationCheck.class)
    static class Rooms {
        @Bean
        PasswordEncoder passwordEncoder() {
            return PasswordEncoderFactories.createDelegatingPasswordEncoder();
        }
    }

    static int run(String... arguments) {
        var answers = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        // Scripts read what is printed; whatever is logged goes beside it.
        System.setOut(System.err);
        return new CommandLine(new OperatorCommands())
                .setOut(answers)
                .setExecutionExceptionHandler(OperatorCommands::tell)
                .execute(arguments);
    }

    /** In one sentence; whoever runs a script reads no stack of calls. */
    private static int tell(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        return FAILED;
    }

    private static ConfigurableApplicationContext start(boolean migrate) {
        return new SpringApplicationBuilder(Rooms.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .run(settings(migrate));
    }

    /** Who migrates may know nothing but the owner of the tables and its password. */
    private static String[] settings(boolean migrate) {
        var settings =
                new ArrayList<>(
                        List.of(
                                "--oee.migrate=" + migrate,
                                "--oee.borrow-database=true",
                                "--oee.job-threads=0",
                                "--logging.level.root=error",
                                "--logging.level.io.oeeanalytics=warn"));
        var owner = System.getenv("DATABASE_MIGRATE_URL");
        if (migrate && owner != null && !owner.isBlank()) {
            settings.add("--DATABASE_URL=${DATABASE_MIGRATE_URL}");
            settings.add("--DATABASE_PASSWORD=${DATABASE_MIGRATE_PASSWORD:}");
        }
        return settings.toArray(String[]::new);
    }

    private PrintWriter out() {
        return spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
    }

    @Command(description = "Brings the database to this version's tables, by DATABASE_MIGRATE_URL.")
    int migrate() {
        try (var rooms = start(true)) {
            out().println("Schema at version " + rooms.getBean(JooqTables.class).schemaVersion());
            return DONE;
        }
    }

    @Command(
            name = "first-administrator",
            description =
                    "Opens the account admin and prints its password, where there is no administrator.")
    int firstAdministrator() {
        try (var rooms = start(false)) {
            var password = rooms.getBean(FirstAccounts.class).firstAdministrator();
            password.ifPresent(one -> out().println(FirstAccounts.FIRST + " / " + one));
            return password.isPresent() ? DONE : NOTHING_TO_DO;
        }
    }

    @Command(description = "Sends a sample event and waits until the figures show it.")
    int smoke(
            @Option(
                            names = "--url",
                            required = true,
                            description = "Where people and machines come in.")
                    URI url,
            @Option(
                            names = "--ca",
                            description =
                                    "Certificates (PEM) to trust, of a server that signed its own.")
                    @Nullable Path certificates)
            throws InterruptedException {
        try (var rooms = start(false)) {
            var took =
                    rooms.getBean(InstallationCheck.class)
                            .run(url, Optional.ofNullable(certificates));
            out().printf(
                            "A sample event was seen in the figures after %.1f s%n",
                            took.toMillis() / 1000.0);
            return DONE;
        } catch (InstallationCheck.Failed e) {
            if (spec != null) {
                spec.commandLine().getErr().println(e.getMessage());
            }
            return FAILED;
        }
    }

    @Command(
            name = "row-counts",
            description = "Prints how many rows each table has, for self-check --counts.")
    int rowCounts() {
        try (var rooms = start(false)) {
            rooms.getBean(JooqTables.class)
                    .rowCounts()
                    .forEach((table, rows) -> out().println(table + "\t" + rows));
            return DONE;
        }
    }

    @Command(name = "self-check", description = "Checks a database nobody works on yet.")
    int selfCheck(
            @Option(
                            names = "--counts",
                            description = "What row-counts printed when the backup was made.")
                    @Nullable Path counts)
            throws IOException {
        var expected = counts == null ? Map.<String, Long>of() : counts(counts);
        if (counts != null && expected.isEmpty()) {
            throw new IllegalArgumentException(
                    counts + " is empty; take the counts of the backup that was restored");
        }
        try (var rooms = start(false)) {
            var outcomes = new ArrayList<Boolean>();
            if (!expected.isEmpty()) {
                outcomes.add(
                        print("rows", rows(expected, rooms.getBean(JooqTables.class).rowCounts())));
            }
            for (var check : checks(rooms)) {
                outcomes.add(print(check.name(), check.check()));
            }
            return outcomes.contains(false) ? FAILED : DONE;
        }
    }

    private static List<SelfCheck> checks(ConfigurableApplicationContext rooms) {
        return rooms.getBeansOfType(SelfCheck.class).values().stream()
                .sorted(java.util.Comparator.comparing(SelfCheck::name))
                .toList();
    }

    private boolean print(String name, SelfCheck.Outcome outcome) {
        out().println((outcome.right() ? "ok   " : "FAIL ") + name + ": " + outcome.what());
        return outcome.right();
    }

    private static SelfCheck.Outcome rows(Map<String, Long> expected, Map<String, Long> found) {
        var different =
                expected.entrySet().stream()
                        .filter(one -> !one.getValue().equals(found.get(one.getKey())))
                        .map(
                                one ->
                                        "%s has %s rows instead of %d"
                                                .formatted(
                                                        one.getKey(),
                                                        found.getOrDefault(one.getKey(), 0L),
                                                        one.getValue()))
                        .toList();
        return different.isEmpty()
                ? SelfCheck.Outcome.right("%d tables as in the backup".formatted(expected.size()))
                : SelfCheck.Outcome.wrong(
                        String.join("; ", different) + "; restore again from another backup");
    }

    private static Map<String, Long> counts(Path file) throws IOException {
        var counts = new TreeMap<String, Long>();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            var parts = line.split("\t");
            if (parts.length != 2 || !parts[1].matches("\\d{1,18}")) {
                throw new IllegalArgumentException(
                        "%s, line %d: a table, a tab and a number of rows, not '%s'"
                                .formatted(file, number, line));
            }
            counts.put(parts[0], Long.parseLong(parts[1]));
        }
        return counts;
    }

    @Command(description = "Prints the version of this program.")
    int version() {
        var info = OperatorCommands.class.getResourceAsStream("/META-INF/build-info.properties");
        var properties = new java.util.Properties();
        if (info != null) {
            try (info) {
                properties.load(info);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        out().println(properties.getProperty("build.version", "unbuilt"));
        return DONE;
    }
}
