package io.oeeanalytics.production.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.IngestMeters;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Listens to the broker MQTT_URL names, where it names one. */
@Configuration(proxyBeanMethods = false)
@Conditional(MqttConfigured.class)
class MqttConfiguration {
    @Bean
    MqttSettings mqttSettings(
            @Value("${oee.mqtt.url}") String url,
            @Value("${oee.mqtt.username}") String username,
            @Value("${oee.mqtt.password}") String password,
            @Value("${oee.mqtt.client-id}") String clientId,
            @Value("${oee.mqtt.topics}") String topics) {
        return MqttSettings.parse(url, username, password, clientId, topics);
    }

    @Bean
    Refusals mqttRefusals(MeterRegistry meters, IngestMeters ingest, Clock clock) {
        return new Refusals(meters, clock, () -> ingest.count(IngestMeters.Outcome.REFUSED, 1));
    }

    @Bean
    MqttStore mqttStore(
            MqttEvents events,
            EventStore store,
            IngestMeters ingest,
            Refusals refusals,
            MeterRegistry meters,
            Clock clock) {
        return new MqttStore(
                events::reader,
                (source, batch) -> {
                    var outcome = store.append(source, batch);
                    ingest.count(IngestMeters.Outcome.STORED, outcome.stored());
                    ingest.count(IngestMeters.Outcome.DUPLICATE, outcome.known());
                    return outcome;
                },
                MqttStore.Patience.USUAL,
                refusals,
                meters,
                clock);
    }

    @Bean
    MqttIngest mqttIngest(
            MqttSettings settings,
            MqttStore store,
            Refusals refusals,
            MeterRegistry meters,
            Clock clock) {
        return new MqttIngest(settings, store, refusals, meters, clock);
    }

    @Bean
    MqttConnection mqttConnection(
            MqttSettings settings,
            @Value("${oee.mqtt.ca-file}") String caFile,
            MqttIngest ingest,
            MeterRegistry meters,
            Clock clock) {
        return new MqttConnection(
                settings,
                caFile.isBlank()
                        ? Optional.empty()
                        : Optional.of(TrustedCertificates.read(Path.of(caFile.strip()))),
                ingest,
                meters,
                clock);
    }
}
