/**
 * Takes events from an MQTT broker, as plain JSON and as Sparkplug B. A message is acknowledged to
 * the broker when what it says is in the database, never before; see decision 0006.
 */
@NullMarked
package io.oeeanalytics.production.mqtt;

import org.jspecify.annotations.NullMarked;
