package io.oeeanalytics.oee;

import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules of a site as they were edited last. */
final class ToldSite {
    final Site site;
    final TreeMap<LocalDate, List<ShiftTime>> weeks = new TreeMap<>();
    final Set<LocalDate> holidays = new HashSet<>();
    final Map<Integer, Status> catalogue = new HashMap<>();
    final List<ProductId> products = new ArrayList<>();
    Duration microStop = Duration.ZERO;
    Duration startUp = Duration.ZERO;

    ToldSite(Site site) {
        this.site = site;
        StatusCatalogue.STANDARD.forEach(status -> catalogue.put(status.code(), status));
    }
}
