package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.identity.SignedIn;
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

    PlantDocuments(PlantExport export, PlantImport imports, RuleBook rules) {
        this.export = export;
        this.imports = imports;
        this.rules = rules;
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
        check(document);
        var edit = rules.edit(SignedIn.name());
        document.sites().forEach(site -> imports.put(site, edit));
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
