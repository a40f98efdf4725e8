package io.oeeanalytics.bench;

import io.oeeanalytics.Application;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Events through HTTP in batches of 1,000 with figures kept current, and through the writer alone,
 * beside a binary COPY of the same rows into a table with the same unique key.
 */
public final class IngestBench {
    private static final int BATCH = 1_000;
    private static final int BATCHES = 400;

    /** What is measured is the rate that lasts, so compilers are to be done when it begins. */
    private static final int WARM_UP = 200;

    private static final int LINES = 20;
    private static final int CLIENTS = 3;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private IngestBench() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("oee-ingest").toString();
        String result;
        try (var context =
                new SpringApplicationBuilder(Application.class)
                        .run("--oee.data-folder=" + folder, "--server.port=0")) {
            var setup = context.getBean(PlantSetup.class);
            var site = setup.openSite("Bench", ZoneId.of("UTC"));
            var lines = new ArrayList<Line>();
            for (int i = 0; i < LINES; i++) {
                var line = setup.openLine(site, "B-" + i, "Line " + i);
                setup.addCycle(line.id(), null, null, 1_000, "bench");
                lines.add(line);
            }
            SecurityContextHolder.getContext()
                    .setAuthentication(TestSignIn.everywhere("bench", "ROLE_ADMIN"));
            var key = context.getBean(ApiKeys.class).open("bench", Set.of(Scope.INGEST));
            int port =
                    Integer.parseInt(
                            String.valueOf(
                                    context.getEnvironment().getProperty("local.server.port")));
            var address =
                    URI.create("http://localhost:%d/api/v1/events?backfill=true".formatted(port));

            http(address, key, 0, WARM_UP);
            long began = System.nanoTime();
            var millis = http(address, key, WARM_UP, BATCHES);
            double http = (double) BATCHES * BATCH * 1e9 / (System.nanoTime() - began);

            // The writer alone: whoever keeps the figures current rests.
            context.getBeansOfType(SmartLifecycle.class).values().stream()
                    .filter(bean -> bean.getClass().getSimpleName().equals("RollUpWorker"))
                    .forEach(SmartLifecycle::stop);
            var store = context.getBean(EventStore.class);
            double writer = BATCHES * BATCH * 1e9 / write(store, lines);

            double copy = copy(context.getBean(DataSource.class));
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "batches of %d: median %.0f ms, 99 of 100 under %.0f ms; heap %d MB%n",
                    BATCH,
                    millis[millis.length / 2],
                    millis[(int) (millis.length * 0.99)],
                    Runtime.getRuntime().totalMemory() >> 20);
            System.out.printf(
                    Locale.ROOT,
                    "writer: ours %.0f events/s, reference %.0f rows/s, ratio %.2f%n",
                    writer,
                    copy,
                    writer / copy);
            result =
                    String.format(
                            Locale.ROOT,
                            "ingest: ours %.0f events/s, reference %.0f rows/s, ratio %.2f",
                            http,
                            copy,
                            http / copy);
        }
        System.out.println(result);
    }

    private static double[] http(URI address, String key, int first, int batches) throws Exception {
        var http = HttpClient.newHttpClient();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var sent = new ArrayList<Callable<Double>>();
            for (int batch = first; batch < first + batches; batch++) {
                var body = json(batch);
                sent.add(
                        () -> {
                            var request =
                                    HttpRequest.newBuilder(address)
                                            .header("Authorization", "Bearer " + key)
                                            .POST(BodyPublishers.ofString(body))
                                            .build();
                            long from = System.nanoTime();
                            while (true) {
                                var answer = http.send(request, BodyHandlers.ofString());
                                if (answer.statusCode() == 202) {
                                    return (System.nanoTime() - from) / 1e6;
                                }
                                if (answer.statusCode() != 429) {
                                    throw new IllegalStateException(answer.body());
                                }
                            }
                        });
            }
            var millis = new double[batches];
            int i = 0;
            for (var done : clients.invokeAll(sent)) {
                millis[i++] = done.get();
            }
            return millis;
        }
    }

    private static long write(EventStore store, List<Line> lines) throws Exception {
        var batches = new ArrayList<Callable<EventStore.Outcome>>();
        for (int batch = 0; batch < BATCHES; batch++) {
            var events = events(lines, WARM_UP + BATCHES + batch);
            batches.add(() -> store.append("writer", events));
        }
        try (var writers = Executors.newFixedThreadPool(CLIENTS)) {
            long began = System.nanoTime();
            for (var done : writers.invokeAll(batches)) {
                done.get();
            }
            return System.nanoTime() - began;
        }
    }

    private static String json(int batch) {
        var json = new StringBuilder("[");
        for (int i = 0; i < BATCH; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"key\":\"")
                    .append(batch)
                    .append('-')
                    .append(i)
                    .append("\",\"line\":\"B-")
                    .append(i % LINES)
                    .append("\",\"type\":\"count\",\"at\":\"")
                    .append(at(batch, i))
                    .append("\",\"good\":1}");
        }
        return json.append(']').toString();
    }

    private static List<FactEvent> events(List<Line> lines, int batch) {
        var events = new ArrayList<FactEvent>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            events.add(
                    new FactEvent.Counted(
                            batch + "-" + i,
                            lines.get(i % LINES).id(),
                            at(batch, i),
                            null,
                            null,
                            1,
                            0,
                            0,
                            OptionalLong.empty()));
        }
        return events;
    }

    /** Every line makes a piece a second. */
    private static Instant at(int batch, int i) {
        return START.plusMillis(((long) batch * BATCH + i) * 1_000 / LINES);
    }

    private static double copy(DataSource database) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            var rows = new ByteArrayOutputStream();
            var api = connection.unwrap(PGConnection.class).getCopyAPI();
            long count =
                    api.copyOut(
                            "copy (select * from production.event order by arrived_at limit %d) to stdout (format binary)"
                                    .formatted(BATCHES * BATCH),
                            rows);
            statement.execute("create table public.reference (like production.event)");
            statement.execute(
                    "create unique index on public.reference (line_id, at, source_id, key)");
            statement.execute("checkpoint");
            long from = System.nanoTime();
            api.copyIn(
                    "copy public.reference from stdin (format binary)",
                    new ByteArrayInputStream(rows.toByteArray()),
                    1 << 16);
            return count * 1e9 / (System.nanoTime() - from);
        }
    }
}
