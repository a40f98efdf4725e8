package io.oeeanalytics.production.mqtt;

import io.oeeanalytics.production.mqtt.Refusals.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether the broker is heard, and what of it could not be taken. */
@RestController
@Conditional(MqttConfigured.class)
class MqttDoor {
    private final MqttSettings settings;
    private final MqttConnection connection;
    private final MqttIngest ingest;
    private final Refusals refusals;

    MqttDoor(
            MqttSettings settings,
            MqttConnection connection,
            MqttIngest ingest,
            Refusals refusals) {
        this.settings = settings;
        this.connection = connection;
        this.ingest = ingest;
        this.refusals = refusals;
    }

    /**
     * How it stands, with counts since the start.
     *
     * @param trouble why it is not listening; empty while it is
     * @param received messages
     * @param stored events that were new
     * @param known events that had been told before
     * @param refused messages and events that could not be taken
     * @param waiting messages that are not stored yet
     * @param newest of what was refused, the last first
     */
    record Standing(
            String broker,
            List<String> topics,
            boolean listening,
            @Nullable Instant connectedAt,
            String trouble,
            long received,
            long stored,
            long known,
            long refused,
            long waiting,
            List<Refusal> newest) {}

    @GetMapping("/api/v1/mqtt")
    @PreAuthorize("hasAuthority('SCOPE_READ')")
    Standing standing() {
        var counts = ingest.counts();
        return new Standing(
                settings.host() + ":" + settings.port(),
                settings.topics(),
                connection.isListening(),
                connection.connectedAt().orElse(null),
                connection.trouble(),
                counts.received(),
                counts.stored(),
                counts.known(),
                refusals.count(),
                counts.waiting(),
                refusals.newest());
    }
}
