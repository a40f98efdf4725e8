package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.oeeanalytics.advisor.document.DocumentRefused;
import io.oeeanalytics.advisor.document.Documents;
import java.io.IOException;
import java.nio.file.Path;

/** Takes files of people in; says of each that is not taken why. */
final class DocumentUpload extends Upload {
    private final Documents documents;
    private final int most;
    private final Taken taken;

    /** What becomes of a file that came whole; within the user interface. */
    interface Taken {
        void file(Path file, String name);
    }

    /**
     * @param most files at once
     */
    DocumentUpload(Documents documents, int most, Taken taken) {
        this.documents = documents;
        this.most = most;
        this.taken = taken;
        setUploadHandler((UploadHandler) this::receive);
        setMaxFiles(most);
        setMaxFileSize((int) Documents.MOST_BYTES);
        addFileRejectedListener(rejected -> reject(rejected.getFileName()));
        addAllFinishedListener(finished -> clearFileList());
    }

    /** Counts for itself: what the browser is told of sizes binds no other program. */
    private void receive(UploadEvent event) throws IOException {
        String name = event.getFileName();
        try {
            var file = documents.receive(event.getInputStream());
            inUi(event, () -> take(file, name));
        } catch (DocumentRefused e) {
            event.reject(getTranslation("documents.refusal." + e.reason()));
            inUi(event, () -> reject(name));
        } catch (IOException e) {
            inUi(event, () -> Notification.show(getTranslation("documents.failed")));
            throw e;
        }
    }

    private static void inUi(UploadEvent event, Command task) {
        var _ = event.getUI().access(task);
    }

    /** Of a page that was left meanwhile nobody adds it any more. */
    private void take(Path file, String name) {
        if (isAttached()) {
            taken.file(file, name);
        } else {
            documents.discard(file);
        }
    }

    private void reject(String name) {
        Notification.show(getTranslation("documents.rejected", name, most));
    }
}
