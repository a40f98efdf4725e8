package io.oeeanalytics.production.mqtt;

import java.time.Instant;

/**
 * A message as the broker handed it over.
 *
 * @param kept the broker keeps it until it is acknowledged (quality of service 1 or 2)
 * @param acknowledge tells the broker that it may forget it
 */
record MqttMessage(
        String topic, byte[] payload, boolean kept, Instant arrivedAt, Runnable acknowledge) {}
