package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Status;
import java.util.Optional;

/**
 * What a status took of lines of a site while it stood for one reason.
 *
 * @param status as the site's catalogue had it then; empty where it had none
 */
public record LossOfStatus(int siteId, Optional<Status> status, StatusTime time) {
    /** The name of the status, or its number where it has none. */
    public String name() {
        return status.map(Status::name).orElseGet(() -> String.valueOf(time.status()));
    }

    /** The time of both, under the reason of this one. */
    public LossOfStatus plus(LossOfStatus other) {
        return new LossOfStatus(siteId, status, time.plus(other.time));
    }
}
