/** The door through which machines tell of events by HTTP, and how their JSON is read. */
@NullMarked
package io.oeeanalytics.production.events;

import org.jspecify.annotations.NullMarked;
