package io.oeeanalytics;

import static io.oeeanalytics.production.mqtt.EdgeNode.announced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.mqtt.EdgeNode;
import io.oeeanalytics.production.mqtt.EdgeNode.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Faults of the database while a real broker delivers, and messages that are wrong themselves. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MqttIngestIT {
    private static final Instant EIGHT = Instant.parse("2026-03-16T08:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The catalogue's status of a line nobody knows of. */
    private static final int NO_DATA = 99_999;

    private static final Mosquitto BROKER = started();
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private LineFacts facts;
    @Autowired private ApiKeys keys;
    @Autowired private DataSource database;
    @Autowired private MeterRegistry meters;

    private Line line;
    private ApiClient reader;

    @DynamicPropertySource
    static void brokerAndFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-mqtt-ingest").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("oee.mqtt.url", () -> "mqtt://127.0.0.1:" + BROKER.port());
        properties.add("oee.mqtt.username", () -> Mosquitto.USER);
        properties.add("oee.mqtt.password", () -> Mosquitto.PASSWORD);
    }

    private static Mosquitto started() {
        try {
            var broker = new Mosquitto(Files.createTempDirectory("oee-mqtt-ingest-broker"));
            broker.start();
            return broker;
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException("mosquitto does not start", e);
        }
    }

    @AfterAll
    static void stopBroker() throws InterruptedException {
        BROKER.close();
    }

    @BeforeEach
    void aLineThatIsListenedFor() {
        opened++;
        line = setup.openLine(setup.siteIn(ZoneId.of("UTC")), "MI-" + opened, "Line " + opened);
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            reader = new ApiClient(port, keys.open("ingest " + opened, Set.of(Scope.READ)));
        } finally {
            SecurityContextHolder.clearContext();
        }
        await().atMost(SOON).until(() -> standing().path("listening").booleanValue());
        // The table of the month is there before a fault keeps it from being made.
        publish(count(1));
        await().atMost(SOON).until(() -> stored().contains(1));
    }

    private JsonNode standing() {
        return reader.get("/api/v1/mqtt").json();
    }

    private double ingested(String outcome) {
        return meters.counter("oee.ingest.events", "outcome", outcome).count();
    }

    private double retries() {
        return meters.counter("oee.mqtt.retries").count();
    }

    private void sql(String statement) {
        JdbcClient.create(database).sql(statement).update();
    }

    /** Each event tells another number of good pieces. */
    private List<Integer> stored() {
        return JdbcClient.create(database)
                .sql("select good from production.event where line_id = ? order by good")
                .param(line.id().value())
                .query(Integer.class)
                .list();
    }

    private void publish(String payload) {
        publish(
                new Sent(
                        "oee/%s/events".formatted(line.code()),
                        payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    /** Acknowledged by the broker when it returns. */
    private void publish(Sent sent) {
        var machine = client();
        machine.publishWith()
                .topic(sent.topic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(sent.payload())
                .send();
        machine.disconnect();
    }

    private static Mqtt5BlockingClient client() {
        var client =
                Mqtt5Client.builder()
                        .identifier("machine")
                        .serverHost("127.0.0.1")
                        .serverPort(BROKER.port())
                        .simpleAuth()
                        .username(Mosquitto.USER)
                        .password(Mosquitto.PASSWORD.getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth()
                        .buildBlocking();
        client.connect();
        return client;
    }

    private static String count(int good) {
        return "{'type':'count','at':'2026-03-16T08:00:00Z','good':%d}".formatted(good);
    }

    private int latest() {
        var latest = facts.latestStates().get(line.id());
        return latest == null ? 0 : latest.status();
    }

    /**
     * A rule somebody set on the table by mistake: every event breaks it, and none of them is at
     * fault.
     */
    @Test
    void what_a_broken_rule_of_the_database_refuses_waits_until_the_rule_is_mended() {
        long refused = standing().path("refused").longValue();
        double retries = retries();
        sql("alter table production.event add constraint fault check (good is null) not valid");
        try {
            publish(count(2));
            publish(count(3));
            await().atMost(SOON).until(() -> retries() >= retries + 2);
            publish(count(4));
            assertThat(stored()).containsExactly(1);
        } finally {
            sql("alter table production.event drop constraint fault");
        }
        await().atMost(SOON).until(() -> stored().contains(4));
        publish(count(5));

        await().atMost(SOON).until(() -> stored().contains(5));
        assertThat(stored()).containsExactly(1, 2, 3, 4, 5);
        await().atMost(SOON).until(() -> standing().path("waiting").longValue() == 0);
        assertThat(standing().path("refused").longValue()).isEqualTo(refused);
    }

    @Test
    void what_comes_while_a_query_fails_is_stored_once_when_it_works_again() {
        double retries = retries();
        sql("alter table production.live_line rename to live_line_away");
        try {
            publish(count(2));
            await().atMost(SOON).until(() -> retries() >= retries + 2);
            publish(count(3));
        } finally {
            sql("alter table production.live_line_away rename to live_line");
        }

        await().atMost(SOON).until(() -> stored().contains(3));
        assertThat(stored()).containsExactly(1, 2, 3);
    }

    @Test
    void wrong_messages_are_refused_once_and_the_following_are_stored() {
        long refused = standing().path("refused").longValue();

        publish("oops");
        publish(new Sent("oee/" + "x".repeat(600) + "/events", new byte[] {'{', '}'}));
        publish("[1, null, %s]".formatted(count(2)));
        publish(count(3));

        await().atMost(SOON).until(() -> stored().contains(3));
        assertThat(stored()).containsExactly(1, 2, 3);
        assertThat(standing().path("refused").longValue()).isEqualTo(refused + 4);
        assertThat(standing().path("newest").toString())
                .contains("longer than 512 characters")
                .contains("must be an object in braces");
    }

    @Test
    void what_becomes_of_events_is_counted_as_if_they_came_by_http() {
        double stored = ingested("stored");
        double duplicate = ingested("duplicate");
        double refused = ingested("refused");

        // No JSON; of two events the second is wrong; the first again.
        publish("oops");
        publish("[%s, %s]".formatted(keyed("twice", 2), keyed("wrong", -1)));
        publish(keyed("twice", 2));
        publish(count(3));

        await().atMost(SOON).until(() -> stored().contains(3));
        await().atMost(SOON).until(() -> standing().path("waiting").longValue() == 0);
        assertThat(ingested("stored") - stored).isEqualTo(2);
        assertThat(ingested("duplicate") - duplicate).isEqualTo(1);
        assertThat(ingested("refused") - refused).isEqualTo(2);
    }

    private static String keyed(String key, int good) {
        return "{'key':'%s','type':'count','at':'2026-03-16T08:00:00Z','good':%d}"
                .formatted(key, good);
    }

    @Test
    void a_device_is_born_and_dies_around_a_fault() {
        var node = new EdgeNode("Plant", "Ingest-" + opened);
        publish(node.birth(EIGHT));
        double retries = retries();
        sql("alter table production.event add constraint fault check (kind <> 1) not valid");
        try {
            publish(
                    node.deviceBirth(
                            line.code(), EIGHT, announced("Status", 1, DataType.Int32, 1)));
            await().atMost(SOON).until(() -> retries() >= retries + 2);
        } finally {
            sql("alter table production.event drop constraint fault");
        }
        await().atMost(SOON).until(() -> latest() == 1);

        publish(node.deviceDeath(line.code(), EIGHT.plusSeconds(600)));
        await().atMost(SOON).until(() -> latest() == NO_DATA);
    }
}
