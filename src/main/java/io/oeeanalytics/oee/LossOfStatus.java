package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Status;
import java.util.Optional;

/**
 * What a status took of the lines of a site.
 *
 * @param status as the site's catalogue has it now; empty where it no longer does
 */
public record LossOfStatus(int siteId, Optional<Status> status, StatusTime time) {}
