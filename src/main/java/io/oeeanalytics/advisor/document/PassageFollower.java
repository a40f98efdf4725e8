package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Access;
import io.oeeanalytics.advisor.search.EmbeddingModels;
import io.oeeanalytics.advisor.search.PassageIndex;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.LineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * This instance's index of all passages, in memory: made at the first question, and brought up to
 * date before each by comparing one number a document. Whatever instance changes a document, the
 * next question of any other is answered from the change.
 */
@Component
class PassageFollower implements DisposableBean {
    /** Of a document whose lines are gone: no reader has it. */
    private static final String NO_LINE = "none";

    private final JooqDocuments documents;
    private final JooqPassages passages;
    private final EmbeddingModels models;
    private final PassageIndex index;

    /** Number of the change that is in the index, by document. */
    private final Map<Integer, Long> known = new HashMap<>();

    PassageFollower(JooqDocuments documents, JooqPassages passages, EmbeddingModels models)
            throws IOException {
        this.documents = documents;
        this.passages = passages;
        this.models = models;
        this.index = new PassageIndex(new ByteBuffersDirectory());
    }

    /** As the database has it now. */
    synchronized PassageIndex current() {
        try {
            var now = documents.changes();
            if (!now.equals(known)) {
                follow(now);
                index.refresh();
            }
            return index;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(Map<Integer, Long> now) throws IOException {
        for (int gone : List.copyOf(known.keySet())) {
            if (!now.containsKey(gone)) {
                index.remove(Integer.toString(gone));
                known.remove(gone);
            }
        }
        for (var document : documents.all()) {
            var change = now.get(document.id());
            if (change != null && !change.equals(known.get(document.id()))) {
                index.put(
                        Integer.toString(document.id()),
                        document.title(),
                        access(document),
                        passages.of(document.id(), models.name()));
                known.put(document.id(), change);
            }
        }
    }

    private static Access access(Document document) {
        var audience = document.audience();
        var roles =
                Stream.concat(audience.roles().stream(), Stream.of(Role.ADMIN))
                        .map(role -> Readers.role(role, document))
                        .collect(Collectors.toSet());
        if (audience.everyLine()) {
            return new Access(roles, Set.of());
        }
        return new Access(
                roles,
                audience.lines().isEmpty()
                        ? Set.of(NO_LINE)
                        : audience.lines().stream()
                                .map(LineId::value)
                                .map(String::valueOf)
                                .collect(Collectors.toSet()));
    }

    @Override
    public void destroy() throws IOException {
        index.close();
    }
}
