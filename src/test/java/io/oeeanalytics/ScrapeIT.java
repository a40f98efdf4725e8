package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.tracing.Tracer;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.SystemWork;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What Prometheus would be given, held against what alerts and dashboards rely on. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
class ScrapeIT {
    private static final Path LIST = Path.of("monitoring/metrics.tsv");
    private static final Duration SOON = Duration.ofSeconds(40);

    /** From there on the list names what Prometheus and Alertmanager tell of themselves. */
    private static final String OTHERS = "# Given by Prometheus";

    /** Of every series. */
    private static final Set<String> COMMON = Set.of("application", "le", "quantile");

    /** Series of one metric on one instance: each costs memory there and in Prometheus. */
    private static final int MOST_SERIES = 150;

    private static final Map<String, String> ONLY_AFTER =
            Map.of(
                    "model_predictions_total", "a round of forecasts for a line with a history",
                    "model_prediction_accuracy", "the same, and a month of days to compare",
                    "oee_cache_requests_total", "somebody asks for the forecast of several lines",
                    "oee_redis_up", "REDIS_URL is set",
                    "oee_mqtt_connected", "MQTT_URL is set");

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    @LocalServerPort private int port;

    @Value("${local.management.port}")
    private int housePort;

    @Autowired private ApiKeys keys;
    @Autowired private ApplicationContext context;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-scrape").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    /** A line of metrics.tsv. */
    private record Known(String name, String type, Set<String> labels) {
        /** As the series of it are named. */
        Set<String> series() {
            return switch (type) {
                case "histogram" -> Set.of(name + "_bucket", name + "_count", name + "_sum");
                case "summary" -> Set.of(name + "_count", name + "_sum");
                default -> Set.of(name);
            };
        }
    }

    private static List<Known> known() throws IOException {
        var known = new ArrayList<Known>();
        for (var line : Files.readAllLines(LIST)) {
            if (line.startsWith(OTHERS)) {
                break;
            }
            if (!line.startsWith("#")) {
                var parts = line.split("\t", -1);
                known.add(
                        new Known(
                                parts[0],
                                parts[1],
                                parts[2].isEmpty() ? Set.of() : Set.of(parts[2].split(","))));
            }
        }
        assertThat(known).hasSizeGreaterThan(40);
        return known;
    }

    private record Series(String name, Map<String, String> labels) {}

    private String scraped() {
        return new ApiClient(housePort, "").get("/actuator/prometheus").text();
    }

    private static List<Series> series(String scraped) {
        return scraped.lines()
                .filter(line -> !line.startsWith("#"))
                .map(
                        line -> {
                            var found = SERIES.matcher(line);
                            assertThat(found.matches()).as(line).isTrue();
                            var labels = new HashMap<String, String>();
                            if (found.group(2) != null) {
                                LABEL.matcher(found.group(2))
                                        .results()
                                        .forEach(one -> labels.put(one.group(1), one.group(2)));
                            }
                            return new Series(found.group(1), labels);
                        })
                .toList();
    }

    /**
     * Somebody signs in wrongly, a machine tells of nothing sensible, jobs ran, memory was cleared.
     */
    @BeforeEach
    void aDayOfWork() {
        var machine =
                SystemWork.asAdministrator(
                        () -> keys.open("scrape " + System.nanoTime(), Set.of(Scope.INGEST)));
        new ApiClient(port, machine).post("/api/v1/events", "[{}]");
        new ApiClient(port, "")
                .post("/api/v1/auth/token", "{\"username\": \"nobody\", \"password\": \"x\"}");
        System.gc();
        await().atMost(SOON)
                .until(
                        () ->
                                series(scraped()).stream()
                                        .map(Series::name)
                                        .toList()
                                        .containsAll(
                                                List.of(
                                                        "oee_job_seconds_count",
                                                        "oee_audit_entries_total",
                                                        "jvm_gc_pause_seconds_count")));
    }

    @Test
    void every_metric_that_alerts_and_dashboards_rely_on_is_given() throws IOException {
        var scraped = scraped();
        var given = new TreeSet<String>();
        series(scraped).forEach(one -> given.add(one.name()));

        var missing = new TreeSet<String>();
        for (var one : known()) {
            if (!given.containsAll(one.series())) {
                missing.add(one.name());
            } else {
                assertThat(scraped).contains("# TYPE %s %s\n".formatted(one.name(), one.type()));
            }
        }

        assertThat(missing).isSubsetOf(ONLY_AFTER.keySet());
        assertThat(known().stream().map(Known::name)).containsAll(ONLY_AFTER.keySet());
    }

    @Test
    void without_a_collector_nothing_is_there_that_traces() {
        assertThat(context.getBeansOfType(Tracer.class)).isEmpty();
        assertThat(context.getBeansOfType(SpanProcessor.class)).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("BatchSpanProcessor"));
    }

    @Test
    void labels_are_those_that_the_list_names() throws IOException {
        var series = series(scraped());

        for (var one : known()) {
            var labels = new TreeSet<String>();
            series.stream()
                    .filter(each -> one.series().contains(each.name()))
                    .forEach(each -> labels.addAll(each.labels().keySet()));
            labels.removeAll(COMMON);
            if (!ONLY_AFTER.containsKey(one.name())) {
                assertThat(labels).as(one.name()).containsAll(one.labels());
            }
            if (one.name().startsWith("oee_") || one.name().startsWith("app_")) {
                assertThat(one.labels()).as(one.name()).containsAll(labels);
            }
        }
    }

    @Test
    void nothing_that_strangers_make_up_becomes_a_label() {
        var house = new ApiClient(port, "");
        for (int i = 0; i < 100; i++) {
            var made = "madeup" + i;
            house.get("/" + made);
            house.get("/api/v1/" + made);
            house.get("/api/v1/lines/%s/oee?%s=1".formatted(made, made));
            house.send("MADEUP" + i, "/api/v1/plant", "text/" + made, made);
            house.post(
                    "/api/v1/auth/token",
                    "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(made, made));
        }

        var series = series(scraped());
        assertThat(series)
                .flatExtracting(one -> one.labels().values())
                .noneMatch(value -> value.toString().toLowerCase(Locale.ROOT).contains("madeup"));
        var counts = new HashMap<String, Integer>();
        series.stream()
                .filter(one -> !one.name().endsWith("_bucket"))
                .forEach(one -> counts.merge(one.name(), 1, Integer::sum));
        assertThat(counts)
                .allSatisfy((name, many) -> assertThat(many).as(name).isLessThan(MOST_SERIES));
    }
}
