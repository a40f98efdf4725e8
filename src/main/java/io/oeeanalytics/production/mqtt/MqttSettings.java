package io.oeeanalytics.production.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/**
 * Which broker, who we are to it and what we listen to.
 *
 * @param username empty: the broker asks for none
 * @param topics filters of MQTT; those under {@code spBv1.0/} are Sparkplug B
 */
record MqttSettings(
        String host,
        int port,
        boolean tls,
        String username,
        String password,
        String clientId,
        List<String> topics) {
    private static final String EXAMPLE =
            "MQTT_URL must be an address such as mqtt://broker:1883 or, encrypted, mqtts://broker:8883";

    MqttSettings {
        if (username.isEmpty() && !password.isEmpty()) {
            throw new IllegalArgumentException(
                    "MQTT_PASSWORD is set without a user; set MQTT_USERNAME too");
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException(
                    "MQTT_CLIENT_ID is empty; leave it unset, or name this instance by it");
        }
        if (topics.isEmpty()) {
            throw new IllegalArgumentException(
                    "MQTT_TOPICS names no topic; leave it unset for oee/+/events and spBv1.0/#");
        }
        topics.forEach(MqttSettings::check);
        topics = List.copyOf(topics);
    }

    /**
     * @param username empty: that of the URL, if it has one
     * @param topics with commas between them
     */
    static MqttSettings parse(
            String url, String username, String password, String clientId, String topics) {
        URI address;
        try {
            address = new URI(url.strip());
        } catch (URISyntaxException e) {
            // Its message repeats the URL, with the password.
            throw new IllegalArgumentException(hidden(e.getReason()));
        }
        var scheme =
                address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("mqtts") || scheme.equals("ssl");
        if (!tls && !scheme.equals("mqtt") && !scheme.equals("tcp")) {
            throw new IllegalArgumentException(hidden("it begins with '%s:'".formatted(scheme)));
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException(hidden("it names no host"));
        }
        var user = address.getRawUserInfo() == null ? "" : address.getRawUserInfo();
        int colon = user.indexOf(':');
        return new MqttSettings(
                address.getHost(),
                address.getPort() >= 0 ? address.getPort() : tls ? 8883 : 1883,
                tls,
                username.isEmpty()
                        ? decoded(colon < 0 ? user : user.substring(0, colon))
                        : username,
                password.isEmpty() ? decoded(colon < 0 ? "" : user.substring(colon + 1)) : password,
                clientId.strip(),
                Stream.of(topics.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList());
    }

    private static String hidden(String reason) {
        return "%s (%s); a password with other characters than letters and digits goes into MQTT_PASSWORD"
                .formatted(EXAMPLE, reason);
    }

    private static String decoded(String text) {
        return UriUtils.decode(text, StandardCharsets.UTF_8);
    }

    private static void check(String topic) {
        try {
            MqttTopicFilter.of(topic);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "MQTT_TOPICS has '%s', which is no topic filter: %s"
                            .formatted(topic, e.getMessage()));
        }
        if (topic.startsWith("$")) {
            throw new IllegalArgumentException(
                    "MQTT_TOPICS has '%s': shared and system topics cannot be taken, because each instance needs every message in order"
                            .formatted(topic));
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "%s://%s%s:%d as %s for %s"
                .formatted(
                        tls ? "mqtts" : "mqtt",
                        username.isEmpty() ? "" : username + "@",
                        host,
                        port,
                        clientId,
                        topics);
    }
}
