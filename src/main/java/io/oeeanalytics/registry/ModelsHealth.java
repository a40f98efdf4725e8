package io.oeeanalytics.registry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the place answers where the bytes of models lie, and how many models there are. */
@Component("models")
class ModelsHealth implements HealthIndicator {
    private static final Digest NOBODYS = Digest.of(new byte[0]);

    private final JooqModels models;
    private final ArtefactStore store;

    ModelsHealth(JooqModels models, ArtefactStore store) {
        this.models = models;
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            int known = models.count();
            // Not there, as a rule; that this is said is all that is asked.
            store.fetch(NOBODYS);
            return Health.up().withDetail("registered", known).build();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail(
                            "models",
                            "their store or table does not answer: " + e.getClass().getSimpleName())
                    .build();
        }
    }
}
