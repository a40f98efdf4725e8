package io.oeeanalytics.production.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.ops.Neighbour;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The connection to the broker: made in the background, made again when it breaks. The broker keeps
 * our session while we are away, and in it what was published meanwhile.
 */
final class MqttConnection implements SmartLifecycle, Neighbour {
    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

    /**
     * An instance that stays away longer is taken for gone; its session fills the broker no more.
     */
    private static final Duration SESSION = Duration.ofDays(7);

    /**
     * Unacknowledged messages the broker may have on the way: as many as the protocol knows. Some
     * brokers (mosquitto 2.0.11) keep to none when a session goes on and send all they queued,
     * which with a lower limit ends each connection before the first message is acknowledged.
     */
    private static final int ON_THE_WAY = 65_535;

    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MqttSettings settings;
    private final Optional<TrustManagerFactory> trusted;
    private final MqttIngest ingest;
    private final Clock clock;
    private volatile @Nullable Mqtt5AsyncClient client;
    private @Nullable Instant lossLoggedAt;
    private volatile boolean running;
    private volatile @Nullable Instant connectedAt;
    private volatile boolean subscribed;
    private volatile String trouble = "not connected yet";

    /**
     * @param trusted empty: whom Java trusts
     */
    MqttConnection(
            MqttSettings settings,
            Optional<TrustManagerFactory> trusted,
            MqttIngest ingest,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.trusted = trusted;
        this.ingest = ingest;
        this.clock = clock;
        Gauge.builder("oee.mqtt.connected", this, it -> it.isListening() ? 1 : 0)
                .description("1 while the broker is connected and sends what we asked for")
                .register(meters);
    }

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public State state() {
        return isListening()
                ? new State.Answers()
                : new State.Silent("the broker is not connected");
    }

    boolean isListening() {
        return connectedAt != null && subscribed;
    }

    Optional<Instant> connectedAt() {
        return Optional.ofNullable(connectedAt);
    }

    /** Why it is not listening. */
    String trouble() {
        return isListening() ? "" : trouble;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        subscribed = false;
        var made = client();
        client = made;
        ingest.start((topic, payload) -> publish(made, topic, payload));
        made.publishes(MqttGlobalPublishFilter.ALL, this::received, true);
        made.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION.toSeconds())
                .keepAlive(30)
                .restrictions()
                .receiveMaximum(ON_THE_WAY)
                .maximumPacketSize(LARGEST_MESSAGE)
                .applyRestrictions()
                .send()
                .whenComplete((connected, failure) -> note(failure));
    }

    private Mqtt5AsyncClient client() {
        var builder =
                Mqtt5Client.builder()
                        .identifier(settings.clientId())
                        .serverHost(settings.host())
                        .serverPort(settings.port())
                        .automaticReconnect()
                        .initialDelay(FIRST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .maxDelay(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .applyAutomaticReconnect()
                        .addConnectedListener(this::connected)
                        .addDisconnectedListener(this::disconnected);
        if (settings.tls()) {
            var encryption = MqttClientSslConfig.builder();
            builder =
                    builder.sslConfig(
                            trusted.map(encryption::trustManagerFactory)
                                    .orElse(encryption)
                                    .build());
        }
        if (!settings.username().isEmpty()) {
            builder =
                    builder.simpleAuth()
                            .username(settings.username())
                            .password(settings.password().getBytes(StandardCharsets.UTF_8))
                            .applySimpleAuth();
        }
        return builder.buildAsync();
    }

    private void received(Mqtt5Publish publish) {
        ingest.accept(
                new MqttMessage(
                        publish.getTopic().toString(),
                        publish.getPayloadAsBytes(),
                        publish.getQos() != MqttQos.AT_MOST_ONCE,
                        clock.instant(),
                        publish::acknowledge));
    }

    private void connected(MqttClientConnectedContext context) {
        var connected = client;
        if (!running || connected == null) {
            return;
        }
        connectedAt = clock.instant();
        lossLoggedAt = null;
        LOG.info("MQTT: connected, {}", settings);
        if (!subscribed) {
            subscribe(connected);
        }
    }

    /** Later the client does it by itself, when the broker has forgotten us. */
    private void subscribe(Mqtt5AsyncClient connected) {
        connected
                .subscribe(
                        Mqtt5Subscribe.builder()
                                .addSubscriptions(
                                        settings.topics().stream()
                                                .map(
                                                        topic ->
                                                                Mqtt5Subscription.builder()
                                                                        .topicFilter(topic)
                                                                        .qos(MqttQos.AT_LEAST_ONCE)
                                                                        .noLocal(true)
                                                                        .build()))
                                .build())
                .whenComplete(
                        (answer, failure) -> {
                            if (failure == null) {
                                subscribed = true;
                            } else if (running && connectedAt != null) {
                                trouble = "the broker refuses the topics: " + failure.getMessage();
                                LOG.warn(
                                        "MQTT: the broker does not let {} subscribe to {}; allow it there. Tried again in {} s. {}",
                                        settings.clientId(),
                                        settings.topics(),
                                        LONGEST_PAUSE.toSeconds(),
                                        failure.getMessage());
                                CompletableFuture.delayedExecutor(
                                                LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS)
                                        .execute(
                                                () -> {
                                                    if (running && client == connected) {
                                                        subscribe(connected);
                                                    }
                                                });
                            }
                        });
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        connectedAt = null;
        if (!running) {
            context.getReconnector().reconnect(false);
            return;
        }
        var cause = context.getCause();
        trouble = reason(cause);
        if (isTakenOver(cause)) {
            context.getReconnector().delay(LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS);
        }
        var now = clock.instant();
        if (lossLoggedAt == null || now.isAfter(lossLoggedAt.plus(BETWEEN_LINES))) {
            lossLoggedAt = now;
            LOG.warn("MQTT: not connected, {}: {}. It is tried again.", settings, trouble);
        }
    }

    private static boolean isTakenOver(Throwable cause) {
        return cause instanceof Mqtt5DisconnectException ended
                && ended.getMqttMessage().getReasonCode()
                        == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;
    }

    private static String reason(Throwable cause) {
        if (isTakenOver(cause)) {
            return "another client has the same id; give each instance its own MQTT_CLIENT_ID";
        }
        return cause instanceof Mqtt5ConnAckException refused
                ? "the broker answers %s; is MQTT_USERNAME and MQTT_PASSWORD right?"
                        .formatted(refused.getMqttMessage().getReasonCode())
                : String.valueOf(cause.getMessage());
    }

    private static void publish(Mqtt5AsyncClient client, String topic, byte[] payload) {
        client.publish(Mqtt5Publish.builder().topic(topic).payload(payload).build())
                .whenComplete((sent, failure) -> note(failure));
    }

    /** The listener of lost connections says it louder. */
    private static void note(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("MQTT: {}", failure.getMessage());
        }
    }

    /** What has come is finished first, so that it need not come again. */
    @Override
    public synchronized void stop() {
        var connected = client;
        if (!running || connected == null) {
            return;
        }
        try {
            ingest.stop(PATIENCE);
            running = false;
            connected.disconnect().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("MQTT: was not connected at the end: {}", e.getMessage());
        } finally {
            running = false;
            connectedAt = null;
            client = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
