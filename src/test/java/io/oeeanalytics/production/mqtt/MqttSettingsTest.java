package io.oeeanalytics.production.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSettingsTest {
    private static final String TOPICS = "oee/+/events, spBv1.0/#";

    @ParameterizedTest
    @CsvSource({
        "mqtt://broker, broker, 1883, false",
        "tcp://broker:2000, broker, 2000, false",
        "mqtts://broker, broker, 8883, true",
        "SSL://broker:1, broker, 1, true"
    })
    void the_url_says_where_and_whether_encrypted(String url, String host, int port, boolean tls) {
        var settings = MqttSettings.parse(url, "", "", "oee", TOPICS);

        assertThat(settings.host()).isEqualTo(host);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.tls()).isEqualTo(tls);
        assertThat(settings.topics()).containsExactly("oee/+/events", "spBv1.0/#");
    }

    @Test
    void user_and_password_come_from_the_url_or_beside_it_and_are_not_shown() {
        var within = MqttSettings.parse("mqtt://line:s%40fe+1@broker", "", "", "oee", TOPICS);
        var beside = MqttSettings.parse("mqtt://broker", "line", "s@fe+1", "oee", TOPICS);

        assertThat(within).isEqualTo(beside);
        assertThat(within.password()).isEqualTo("s@fe+1");
        assertThat(within.toString()).contains("line@broker:1883").doesNotContain("s@fe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker:1883",
                "http://u:secret@broker",
                "mqtt://u:se cret@broker",
                "mqtt://u:secret@"
            })
    void what_is_no_address_is_refused_without_showing_the_password(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MqttSettings.parse(url, "", "", "oee", TOPICS))
                .withMessageContaining("MQTT_URL must be an address such as mqtt://broker:1883")
                .withMessageNotContaining("cret");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', oee, oee/#/events, is no topic filter",
        "'', '', oee, $share/g/oee, each instance needs every message",
        "'', '', oee, ' , ', names no topic",
        "'', '', ' ', oee/#, MQTT_CLIENT_ID",
        "'', secret, oee, oee/#, set MQTT_USERNAME too"
    })
    void what_cannot_work_is_told_at_the_start(
            String user, String password, String client, String topics, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> MqttSettings.parse("mqtt://broker", user, password, client, topics))
                .withMessageContaining(told);
    }
}
