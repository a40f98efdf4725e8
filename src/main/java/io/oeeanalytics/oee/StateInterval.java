package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.TimeCategory;

/**
 * What somebody says the machine did for a while. Such claims may overlap, repeat each other and
 * reach beyond any window; {@link TimeModel} decides between them.
 *
 * @param status code of the status in the plant's catalogue
 * @param category what that status meant at the time
 */
public record StateInterval(
        TimeRange range, int status, TimeCategory category, StateOrigin origin) {}
