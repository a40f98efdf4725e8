package io.oeeanalytics.plant;

import io.oeeanalytics.identity.SiteNames;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Every site, whoever asks: for those who say which of them others reach. */
@Component
class NamedSites implements SiteNames {
    private final JooqPlant plant;

    NamedSites(JooqPlant plant) {
        this.plant = plant;
    }

    @Override
    public SortedMap<Integer, String> all() {
        var names = new TreeMap<Integer, String>();
        plant.sites().forEach(site -> names.put(site.id(), site.name()));
        return names;
    }
}
