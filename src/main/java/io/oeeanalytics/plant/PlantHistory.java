package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who said what of a site's rules, and when. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class PlantHistory {
    /** The newest change of a site's rules. */
    public record Newest(Instant at, String by) {}

    private final JooqRuleHistory history;

    PlantHistory(JooqRuleHistory history) {
        this.history = history;
    }

    /** All rules of the site and its lines as they were recorded, newest first. */
    public List<RuleRecord> records(int siteId) {
        return history.records(siteId);
    }

    /** What was said and taken back, newest first. */
    public List<RuleEdit> edits(int siteId) {
        return RuleEdit.of(history.records(siteId));
    }

    /** Empty while nothing of the rules was changed. */
    public Optional<Newest> newest(int siteId) {
        return history.newest(siteId);
    }
}
