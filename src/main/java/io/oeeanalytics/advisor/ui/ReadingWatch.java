package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import io.oeeanalytics.advisor.document.Document;
import io.oeeanalytics.advisor.document.Document.State;
import io.oeeanalytics.advisor.document.Documents;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has a page shown anew when one of the documents on it was read, and asks only until then. */
final class ReadingWatch {
    private static final int POLL_MS = 1_000;

    private final Component page;
    private final Documents documents;
    private final Runnable changed;
    private Set<Integer> waiting = Set.of();
    private @Nullable Registration polling;

    ReadingWatch(Component page, Documents documents, Runnable changed) {
        this.page = page;
        this.documents = documents;
        this.changed = changed;
        page.addAttachListener(
                event -> {
                    polling = event.getUI().addPollListener(poll -> look());
                    ask(event.getUI());
                });
        page.addDetachListener(
                event -> {
                    event.getUI().setPollInterval(-1);
                    if (polling != null) {
                        polling.remove();
                    }
                });
    }

    /** Of these, as they are shown now. */
    void follow(Collection<Document> shown) {
        waiting =
                shown.stream()
                        .filter(one -> one.newest().state() == State.WAITING)
                        .map(Document::id)
                        .collect(Collectors.toSet());
        page.getUI().ifPresent(this::ask);
    }

    private void look() {
        if (!waiting.isEmpty() && !documents.waiting(waiting).equals(waiting)) {
            changed.run();
        }
    }

    private void ask(UI ui) {
        ui.setPollInterval(waiting.isEmpty() ? -1 : POLL_MS);
    }
}
