package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.identity.SignedIn;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The plant model out and in as one document. What has a past (sites, areas, lines, units,
 * products, statuses, settings, cycles) is never removed by leaving it out; shifts, closed days,
 * exceptions and targets become those of the document.
 */
@Service
@Transactional
public class PlantDocuments {
    private final PlantExport export;
    private final PlantImport imports;
    private final RuleBook rules;
    private final JooqPlant plant;
    private final JooqRuleHistory history;

    PlantDocuments(
            PlantExport export,
            PlantImport imports,
            RuleBook rules,
            JooqPlant plant,
            JooqRuleHistory history) {
        this.export = export;
        this.imports = imports;
        this.rules = rules;
        this.plant = plant;
        this.history = history;
    }

    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
    public PlantDocument export() {
        return export.document();
    }

    /**
     * Makes the plant what the document says, all of it or nothing and as one act.
     *
     * @throws ApiProblem with every fault by its path
     */
    @PreAuthorize("hasRole('ADMIN')")
    public void put(PlantDocument document) {
        put(document, null);
    }

    /**
     * The same, if nobody changed the plant since it was read.
     *
     * @param read {@link PlantDocument#version} of what was read; null: whatever it is now
     * @throws ApiProblem too, when it is another by now
     */
    @PreAuthorize("hasRole('ADMIN')")
    public void put(PlantDocument document, @Nullable String read) {
        check(document);
        if (read != null) {
            requireUnchanged(read);
        }
        var edit = rules.edit(SignedIn.name());
        document.sites().forEach(site -> imports.put(site, edit));
    }

    private void requireUnchanged(String read) {
        plant.sites().forEach(site -> rules.lock(site.id()));
        if (!export.document().version().equals(read)) {
            var last =
                    plant.sites().stream()
                            .flatMap(site -> history.newest(site.id()).stream())
                            .max(Comparator.comparing(PlantHistory.Newest::at))
                            .map(
                                    one ->
                                            " The last change is of %s, by %s."
                                                    .formatted(one.at(), by(one)))
                            .orElse("");
            throw new ApiProblem(
                    HttpStatus.PRECONDITION_FAILED,
                    "The plant is not what it was when it was read; nothing was changed."
                            + last
                            + " Read it again, make the change there and put that.");
        }
    }

    private static String by(PlantHistory.Newest change) {
        return change.by().isEmpty() ? "the system" : change.by();
    }

    /**
     * Whether the document could be put, without doing so.
     *
     * @throws ApiProblem with every fault by its path
     */
    @PreAuthorize("hasRole('ADMIN')")
    public void check(PlantDocument document) {
        var faults = PlantCheck.faults(document);
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Nothing of the plant was changed. Mend what the errors name.",
                    faults);
        }
    }
}
