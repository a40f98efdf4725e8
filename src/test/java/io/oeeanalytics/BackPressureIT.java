package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** More senders than can be served, and slow ones among them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BackPressureIT {
    private static final String EVENTS = "/api/v1/events";

    /** As many as one sender may have read at a time. */
    private static final int PLACES_OF_ONE = 16;

    private static int opened;

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private PlantModel plant;
    @Autowired private ApiKeys keys;
    @Autowired private DSLContext sql;

    private final List<Socket> sockets = new ArrayList<>();
    private Line line;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-back-pressure").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("server.tomcat.connection-timeout", () -> "4s");
    }

    @BeforeEach
    void aLine() {
        line = setup.openLine(setup.siteIn(ZoneId.of("UTC")), "BP-" + ++opened, "Line");
    }

    @AfterEach
    void hangUp() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private String key() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            return keys.open("sender " + ++opened, Set.of(Scope.INGEST));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private String batch(int number, int size) {
        return IntStream.range(0, size)
                .mapToObj(
                        i ->
                                "{\"key\":\"%d-%d\",\"line\":\"%s\",\"type\":\"count\",\"at\":\"2026-03-16T08:00:00Z\",\"good\":1}"
                                        .formatted(number, i, line.code()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private long stored() {
        return sql.fetchSingle(
                        "select count(*) from production.event where line_id = ?",
                        line.id().value())
                .get(0, Long.class);
    }

    /** Begins a batch and says no more. */
    private Socket silent(String key) throws IOException {
        var socket = new Socket("localhost", port);
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        var out = socket.getOutputStream();
        out.write(
                """
                POST /api/v1/events HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 5000\r
                \r
                [{"key": "half","""
                        .formatted(key)
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var lines = new StringBuilder();
        for (var next = in.readLine(); next != null; next = in.readLine()) {
            lines.append(next).append('\n');
        }
        return lines.toString();
    }

    @Test
    void silent_senders_keep_nobody_out_and_are_cut_off() throws IOException {
        var slow = key();
        var cutOff = new ArrayList<Socket>();
        for (int i = 0; i < PLACES_OF_ONE; i++) {
            cutOff.add(silent(slow));
        }
        var slowToo = new ApiClient(port, slow);
        await().atMost(Duration.ofSeconds(3))
                .until(() -> slowToo.post(EVENTS, batch(1, 1)).status() == 429);

        var others = new ApiClient(port, key()).post(EVENTS, batch(2, 100));

        assertThat(others.status()).as(others.text()).isEqualTo(202);
        for (var socket : cutOff) {
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json")
                    .contains("came too slowly");
        }
        assertThat(slowToo.post(EVENTS, batch(3, 1)).status()).isEqualTo(202);
    }

    /** While the table is held, batches wait; those that cannot are asked to come back. */
    @Test
    void too_many_at_once_come_back_later_and_nothing_that_was_taken_is_lost() throws Exception {
        new ApiClient(port, key()).post(EVENTS, batch(0, 1));
        int senders = 24;
        int size = 50;
        var held = new CountDownLatch(1);
        var let = new CountDownLatch(1);
        var refusals = new ConcurrentLinkedQueue<ApiClient.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder =
                    threads.submit(
                            () ->
                                    sql.transaction(
                                            hold -> {
                                                DSL.using(hold)
                                                        .execute(
                                                                "lock table production.event in share mode");
                                                held.countDown();
                                                let.await();
                                            }));
            var sent = new ArrayList<Future<Integer>>();
            try {
                held.await();
                for (int i = 1; i <= senders; i++) {
                    var batch = batch(i, size);
                    var client = new ApiClient(port, key());
                    sent.add(threads.submit(() -> untilTaken(client, batch, refusals)));
                }
                await().atMost(Duration.ofSeconds(20)).until(() -> refusals.size() >= senders - 4);
            } finally {
                // Or the threads would never end, and this would hang instead of fail.
                let.countDown();
            }
            holder.get();
            for (var one : sent) {
                assertThat(one.get()).isEqualTo(size);
            }
        }

        assertThat(refusals)
                .allSatisfy(
                        refused -> {
                            assertThat(refused.status()).as(refused.text()).isEqualTo(429);
                            assertThat(refused.header("Retry-After")).isEqualTo("1");
                            assertThat(refused.text()).contains("Nothing of it was stored");
                        });
        assertThat(stored()).isEqualTo(1 + (long) senders * size);
    }

    /** How many events the receipt that came in the end says are stored. */
    private static int untilTaken(
            ApiClient client, String batch, ConcurrentLinkedQueue<ApiClient.Answer> refusals) {
        var answer = client.post(EVENTS, batch);
        while (answer.status() != 202) {
            refusals.add(answer);
            answer = client.post(EVENTS, batch);
        }
        return answer.json().path("stored").intValue();
    }

    @Test
    void products_of_a_batch_that_is_refused_are_not_added() {
        var client = new ApiClient(port, key());
        var good =
                "{\"key\":\"%s\",\"line\":\"%s\",\"type\":\"product\",\"at\":\"2026-03-16T08:00:00Z\",\"product\":\"%s\"}";
        var wrong =
                "{\"key\":\"w\",\"line\":\"%s\",\"type\":\"count\",\"at\":\"2026-03-16T08:00:00Z\",\"product\":\"%s\",\"good\":5,\"total\":4}"
                        .formatted(line.code(), "OF-WRONG-" + opened);
        var batch =
                "[%s,%s]".formatted(good.formatted("g", line.code(), "OF-GOOD-" + opened), wrong);

        assertThat(client.post(EVENTS, batch).status()).isEqualTo(422);
        assertThat(products()).doesNotContain("OF-GOOD-" + opened, "OF-WRONG-" + opened);

        assertThat(client.post(EVENTS + "?mode=partial", batch).status()).isEqualTo(202);
        assertThat(products()).contains("OF-GOOD-" + opened).doesNotContain("OF-WRONG-" + opened);
        assertThat(
                        sql.fetchValues(
                                "select p.code from production.event e join plant.product p on p.id = e.product_id where e.line_id = "
                                        + line.id().value()))
                .isEqualTo(List.of("OF-GOOD-" + opened));
    }

    private List<String> products() {
        return plant.products(line.siteId()).stream().map(product -> product.code()).toList();
    }
}
