package io.oeeanalytics.registry;

import io.oeeanalytics.ops.SelfCheck;
import org.springframework.stereotype.Component;

/** Whether every file of every version is where it should be and still has its digest. */
@Component
class ArtefactsSelfCheck implements SelfCheck {
    private final JooqVersions versions;
    private final Artefacts artefacts;

    ArtefactsSelfCheck(JooqVersions versions, Artefacts artefacts) {
        this.versions = versions;
        this.artefacts = artefacts;
    }

    @Override
    public String name() {
        return "artefacts";
    }

    @Override
    public Outcome check() {
        int right = 0;
        for (var digest : versions.digests()) {
            try {
                artefacts.fetch(digest);
                right++;
            } catch (RegistryProblem e) {
                return Outcome.wrong(
                        "%s Restore the store of models that belongs to this backup."
                                .formatted(e.getMessage()));
            }
        }
        return Outcome.right("%d files of models, digests right".formatted(right));
    }
}
