package io.oeeanalytics;

import static io.oeeanalytics.production.mqtt.EdgeNode.announced;
import static io.oeeanalytics.production.mqtt.EdgeNode.forwarded;
import static io.oeeanalytics.production.mqtt.EdgeNode.moved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.LoggedState;
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
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Machines tell of events by MQTT, over a real broker that is killed, and a database that is away.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MqttIT {
    private static final Instant EIGHT = Instant.parse("2026-03-16T08:00:00Z");
    private static final TimeRange DAY =
            new TimeRange(
                    Instant.parse("2026-03-16T00:00:00Z"), Instant.parse("2026-03-17T00:00:00Z"));
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
    @Autowired private ApplicationContext context;

    private Line line;
    private ApiClient reader;

    @DynamicPropertySource
    static void brokerAndFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-mqtt-data").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("oee.mqtt.url", () -> "mqtts://127.0.0.1:" + BROKER.encryptedPort());
        properties.add("oee.mqtt.ca-file", () -> BROKER.certificate().toString());
        properties.add("oee.mqtt.username", () -> Mosquitto.USER);
        properties.add("oee.mqtt.password", () -> Mosquitto.PASSWORD);
    }

    private static Mosquitto started() {
        try {
            var broker = new Mosquitto(Files.createTempDirectory("oee-mqtt-broker"));
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
        line = setup.openLine(setup.siteIn(ZoneId.of("UTC")), "MQ-" + opened, "Line " + opened);
        setup.addCycle(line.id(), null, null, 60_000, "test");
        reader = new ApiClient(port, key());
        awaitListening();
    }

    private String key() {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            return keys.open("reader " + opened, Set.of(Scope.READ));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void plain_events_become_figures_and_count_once_however_often_they_come() {
        // 08:00 to 10:00 production, to 11:00 failure: A = 2/3; 90 of 100 good, E = 100/120.
        var states =
                "[{'type':'state','at':'2026-03-16T08:00:00Z','status':1},{'type':'state','at':'2026-03-16T10:00:00Z','status':21}]";
        var rest =
                "{'key':'s3','type':'state','at':'2026-03-16T11:00:00Z','status':90}\n{'key':'c','line':'%s','type':'count','at':'2026-03-16T09:30:00Z','good':90,'scrap':10}"
                        .formatted(line.code());
        long knownBefore = standing().path("known").longValue();

        publish(states);
        publish(rest);
        publish(states);
        publish(rest);

        await().atMost(SOON).until(() -> standing().path("known").longValue() - knownBefore == 4);
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            var figures =
                                    reader.get(
                                            "/api/v1/oee?line=%s&by=total&from=2026-03-16&to=2026-03-16"
                                                    .formatted(line.code()));
                            assertThat(
                                            figures.json()
                                                    .path("total")
                                                    .path("kpis")
                                                    .path("oeeKnownTime")
                                                    .toString())
                                    .as(figures.text())
                                    .isEqualTo("0.5");
                        });
        assertThat(pieces()).isEqualTo(100);
    }

    @Test
    void what_cannot_be_taken_is_shown_and_holds_nothing_up() {
        long before = standing().path("refused").longValue();

        publish("oops");
        publish("{'type':'count','at':'2026-03-16T08:00:00Z','good':-1}");
        publish("oee/NOWHERE/events", "{'type':'count','at':'2026-03-16T08:00:00Z','good':1}");
        publish("{'type':'product','at':'2026-03-16T08:00:00Z','product':'A\\u0000B'}");
        publish("spBv1.0/G/NDATA/N", "no protobuf");
        publish("{'type':'count','at':'2026-03-16T08:00:00Z','good':7}");

        await().atMost(SOON).until(() -> pieces() == 7);
        var after = standing();
        assertThat(after.path("refused").longValue() - before).isEqualTo(5);
        assertThat(after.path("waiting").longValue()).isZero();
        assertThat(after.path("listening").booleanValue()).isTrue();
        assertThat(after.path("newest").toString())
                .contains("is no JSON that can be taken (line 1, column 1)")
                .contains("[0].good")
                .contains("must lie between 0 and")
                .contains("the plant has no line 'NOWHERE'")
                .contains("cannot be stored: ERROR: invalid byte sequence")
                .contains("is no payload of Sparkplug B");
    }

    @Test
    void what_is_published_around_the_death_of_the_broker_arrives() throws Exception {
        publish(count("before", 1));
        await().atMost(SOON).until(() -> pieces() == 1);

        BROKER.kill();
        await().atMost(SOON).until(() -> !standing().path("listening").booleanValue());
        BROKER.start();
        publish(count("after", 10));
        await().atMost(SOON).until(() -> pieces() == 11);

        var connection = context.getBean("mqttConnection", SmartLifecycle.class);
        connection.stop();
        publish(count("while we were away", 100));
        BROKER.kill();
        connection.start();
        await().atMost(SOON).until(() -> standing().path("trouble").asString().contains("refused"));
        assertThat(reader.get("/health").status()).isEqualTo(200);
        BROKER.start();
        await().atMost(SOON).until(() -> pieces() == 111);
    }

    @Test
    void nothing_is_acknowledged_that_the_database_did_not_take() throws Exception {
        takeTableAway();
        try {
            publish(count("waits", 1));
            await().atMost(SOON).until(() -> standing().path("waiting").longValue() == 1);
        } finally {
            bringTableBack();
        }
        await().atMost(SOON).until(() -> pieces() == 1);

        var connection = context.getBean("mqttConnection", SmartLifecycle.class);
        takeTableAway();
        try {
            publish(count("forgotten by us, not by the broker", 10));
            await().atMost(SOON).until(() -> standing().path("waiting").longValue() == 1);
            connection.stop();
            assertThat(standing().path("waiting").longValue()).isZero();
        } finally {
            bringTableBack();
        }
        connection.start();

        await().atMost(SOON).until(() -> pieces() == 11);
    }

    @Test
    void a_sparkplug_device_is_a_line_by_alias_with_rollover_and_forwarded_history() {
        var node = new EdgeNode("Plant", "Edge-" + opened);
        publish(node.birth(EIGHT));
        publish(
                node.deviceBirth(
                        line.code(),
                        EIGHT,
                        announced("Status", 1, DataType.Int32, 1),
                        announced("Counters/Good", 2, DataType.UInt16, 65_500),
                        announced("Counters/Scrap", 3, DataType.UInt16, 4)));
        var data = node.data(line.code(), EIGHT.plusSeconds(3600), moved(2, 12), moved(3, 6));
        publish(data);
        publish(
                node.data(
                        line.code(),
                        EIGHT.plusSeconds(3700),
                        moved(1, 21),
                        forwarded(2, 65_535, EIGHT.plusSeconds(600)),
                        forwarded(1, 31, EIGHT.plusSeconds(900)),
                        forwarded(1, 1, EIGHT.plusSeconds(1200))));
        publish(data);
        publish(node.deviceDeath(line.code(), EIGHT.plusSeconds(7200)));

        // T14: 65,500 to 65,535 to 12 are 35 + 13 pieces; scrap from 4 to 6.
        await().atMost(SOON).until(() -> states().size() == 5);
        assertThat(pieces()).isEqualTo(35 + 13 + 2);
        assertThat(states())
                .extracting(state -> Duration.between(EIGHT, state.startedAt()).toSeconds())
                .containsExactly(0L, 900L, 1200L, 3700L, 7200L);
        assertThat(states()).extracting(LoggedState::status).containsExactly(1, 31, 1, 21, NO_DATA);
    }

    @Test
    void a_node_that_dies_leaves_no_data_until_it_is_born_again() {
        var node = new EdgeNode("Plant", "Edge-" + opened);
        var status = announced("Status", 1, DataType.Int32, 1);
        publish(node.birth(EIGHT));
        publish(node.deviceBirth(line.code(), EIGHT, status));
        await().atMost(SOON).until(() -> latest() == 1);

        publish(node.death());
        await().atMost(SOON).until(() -> latest() == NO_DATA);

        publish(node.birth(Instant.now()));
        publish(node.deviceBirth(line.code(), Instant.now(), status));
        await().atMost(SOON).until(() -> latest() == 1);
    }

    @Test
    void a_gap_makes_the_application_ask_for_a_rebirth() throws InterruptedException {
        var node = new EdgeNode("Plant", "Edge-" + opened);
        var listener = client("edge-" + opened);
        try (var commands = listener.publishes(MqttGlobalPublishFilter.ALL)) {
            listener.subscribeWith()
                    .topicFilter("spBv1.0/Plant/NCMD/Edge-" + opened)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            publish(node.birth(EIGHT));
            publish(node.deviceBirth(line.code(), EIGHT, announced("Good", 1, DataType.UInt32, 0)));
            node.loses();

            publish(node.data(line.code(), EIGHT.plusSeconds(60), moved(1, 5)));

            var command = commands.receive(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(command).isPresent();
            var metric = parsed(command.get().getPayloadAsBytes()).getMetrics(0);
            assertThat(metric.getName()).isEqualTo("Node Control/Rebirth");
            assertThat(metric.getBooleanValue()).isTrue();
            await().atMost(SOON).until(() -> pieces() == 5);
        } finally {
            listener.disconnect();
        }
    }

    private static Payload parsed(byte[] payload) {
        try {
            return Payload.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitListening() {
        await().atMost(SOON).until(() -> standing().path("listening").booleanValue());
    }

    private JsonNode standing() {
        return reader.get("/api/v1/mqtt").json();
    }

    private void publish(String payload) {
        publish("oee/%s/events".formatted(line.code()), payload);
    }

    private void publish(String topic, String payload) {
        publish(new Sent(topic, payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    /** Acknowledged by the broker when it returns. */
    private void publish(Sent sent) {
        var machine = client("machine");
        machine.publishWith()
                .topic(sent.topic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(sent.payload())
                .send();
        machine.disconnect();
    }

    private static Mqtt5BlockingClient client(String id) {
        var client =
                Mqtt5Client.builder()
                        .identifier(id)
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

    private String count(String key, int good) {
        return "{'key':'%s','type':'count','at':'2026-03-16T08:00:00Z','good':%d}"
                .formatted(key, good);
    }

    private void takeTableAway() {
        JdbcClient.create(database)
                .sql("alter table production.event rename to event_away")
                .update();
    }

    private void bringTableBack() {
        JdbcClient.create(database)
                .sql("alter table production.event_away rename to event")
                .update();
    }

    private List<LoggedState> states() {
        return facts.states(line.id(), DAY);
    }

    private int latest() {
        var latest = facts.latestStates().get(line.id());
        return latest == null ? 0 : latest.status();
    }

    private long pieces() {
        var sum = new long[1];
        facts.pieces(line.id(), DAY, (finished, product, good, scrap) -> sum[0] += good + scrap);
        return sum[0];
    }
}
