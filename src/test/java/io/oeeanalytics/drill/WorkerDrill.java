package io.oeeanalytics.drill;

import static io.oeeanalytics.drill.Factory.forAWhile;
import static io.oeeanalytics.drill.Factory.print;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.oeeanalytics.Mosquitto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A worker that dies with messages in its hands, and one that sleeps with work in them. */
class WorkerDrill {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MESSAGES = 400;
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static Mosquitto broker;
    private static Topology topology;
    private static Factory factory;

    @BeforeAll
    static void up() throws Exception {
        broker = new Mosquitto(Files.createTempDirectory("oee-drill-broker"));
        broker.start();
        var beats = Map.of("OEE_JOB_HEARTBEAT", HEARTBEAT.toSeconds() + "s");
        var listening = new HashMap<>(beats);
        listening.put("MQTT_URL", "mqtt://127.0.0.1:" + broker.port());
        listening.put("MQTT_USERNAME", Mosquitto.USER);
        listening.put("MQTT_PASSWORD", Mosquitto.PASSWORD);
        topology =
                Topology.up(
                        new Topology.Site(
                                Optional.empty(),
                                false,
                                Map.of(Topology.WORKER, listening, Topology.SECOND_WORKER, beats)));
        factory = new Factory(topology);
    }

    @AfterAll
    static void down() throws Exception {
        if (topology != null) {
            topology.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void messages_arrive_once_though_the_worker_dies_with_them_in_its_hands() throws Exception {
        var line = factory.nextLine();
        Programs.await(
                "the worker listens",
                SOON,
                () -> topology.meter(Topology.WORKER, "oee_mqtt_connected", "") == 1);
        var sender =
                Mqtt5Client.builder()
                        .identifier("drill")
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .buildAsync();
        sender.connectWith()
                .simpleAuth()
                .username(Mosquitto.USER)
                .password(Mosquitto.PASSWORD.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .send()
                .join();
        var said = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < MESSAGES; i++) {
            if (i == MESSAGES / 4) {
                Programs.await("some arrived", SOON, () -> factory.kept(line) > 0);
            }
            if (i == MESSAGES / 2) {
                topology.kill(Topology.WORKER);
            }
            said.add(publish(sender, line, i));
            forAWhile(Duration.ofMillis(5));
        }
        said.forEach(CompletableFuture::join);
        sender.disconnect().join();
        long before = factory.kept(line);
        topology.start(Topology.WORKER);
        topology.awaitReady(Topology.WORKER);
        var all =
                Programs.await(
                        "all messages are stored", SOON, () -> factory.kept(line) >= MESSAGES);
        // Whatever the broker sends a second time has come by then.
        forAWhile(Duration.ofSeconds(3));
        print(
                "kill -9 of the worker, MQTT",
                "%d messages, %d stored when it was dead, all %d ms after it was back; stored %d",
                MESSAGES,
                before,
                all.toMillis(),
                factory.kept(line));
        assertThat(before).isBetween(1L, MESSAGES - 1L);
        assertThat(factory.kept(line)).isEqualTo(MESSAGES);
    }

    private static CompletableFuture<?> publish(Mqtt5AsyncClient sender, String line, int number) {
        return sender.publishWith()
                .topic("oee/%s/events".formatted(line))
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(
                        "{\"type\": \"count\", \"at\": \"%s\", \"good\": 1}"
                                .formatted(
                                        Instant.parse("2026-03-16T08:00:00Z").plusSeconds(number))
                                .getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** Each line takes a while, and what is written is written down. */
    private static final String SLOWLY =
            """
            create table drill_write (run integer, line integer);
            create function slowly() returns trigger language plpgsql security definer as $$
            begin
                insert into public.drill_write values (new.run_id, new.line_id);
                perform pg_sleep(0.3);
                return new;
            end $$;
            create trigger slowly before update on forecast.run_line
                for each row execute function slowly()
            """;

    private static final String ROUND = "(select max(id) from forecast.run)";

    @Test
    void a_worker_frozen_for_longer_than_its_lease_does_nothing_twice_when_it_wakes()
            throws Exception {
        startSecondWorker();
        topology.order(SLOWLY);
        long before = topology.count("select coalesce(" + ROUND + ", 0)");
        topology.order(
                "update ops.scheduled_task set execution_time = now() where task_name = 'forecast-nightly'");
        Programs.await(
                "a round is under way",
                SOON,
                () ->
                        topology.count("select coalesce(" + ROUND + ", 0)") > before
                                && topology.count(
                                                "select count(*) from forecast.run_line where state <> 'PENDING' and run_id = "
                                                        + ROUND)
                                        > 3);
        var frozen =
                Stream.of(Topology.WORKER, Topology.SECOND_WORKER)
                        .filter(name -> holdsTheRound(topology.pid(name)))
                        .findFirst()
                        .orElseThrow();
        var other = frozen.equals(Topology.WORKER) ? Topology.SECOND_WORKER : Topology.WORKER;
        topology.signal(frozen, "STOP");
        Duration taken;
        try {
            taken =
                    Programs.await(
                            "the other took it over",
                            SOON,
                            () -> holdsTheRound(topology.pid(other)));
            forAWhile(HEARTBEAT);
        } finally {
            topology.signal(frozen, "CONT");
        }
        Programs.await(
                "the round is done",
                SOON,
                () ->
                        topology.count(
                                        "select count(*) from forecast.run where finished_at is not null and id = "
                                                + ROUND)
                                == 1);
        forAWhile(HEARTBEAT);
        long lines =
                topology.count("select count(*) from forecast.run_line where run_id = " + ROUND);
        long writes = topology.count("select count(*) from drill_write where run = " + ROUND);
        topology.order("drop function slowly cascade; drop table drill_write");
        print(
                "a worker frozen",
                "its work taken over after %d ms; %d lines of the round, %d results written",
                taken.toMillis(),
                lines,
                writes);
        assertThat(taken).isGreaterThan(HEARTBEAT.multipliedBy(4));
        assertThat(writes).isEqualTo(lines);
        assertThat(
                        topology.count(
                                "select count(*) from ops.scheduled_task where task_name = 'forecast-chunk'"))
                .isZero();
        topology.awaitReady(frozen);
    }

    private static boolean holdsTheRound(long pid) {
        return topology.count(
                        "select count(*) from ops.scheduled_task where task_name = 'forecast-chunk' and picked and picked_by like '%d@%%'"
                                .formatted(pid))
                == 1;
    }

    private static void startSecondWorker() {
        if (topology.health(Topology.SECOND_WORKER, "live") == 0) {
            topology.start(Topology.SECOND_WORKER);
        }
        topology.awaitReady(Topology.SECOND_WORKER);
        Programs.await(
                "the work is known",
                SOON,
                () ->
                        topology.count(
                                        "select count(*) from ops.scheduled_task where task_name = 'forecast-nightly'")
                                == 1);
    }
}
