package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.plant.LineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.beans.factory.BeanFactory;

/** Documents of managers, read in the way that those of people are. */
public final class AddedDocuments {
    private final Documents documents;
    private final DocumentJob job;

    public AddedDocuments(BeanFactory rooms) {
        documents = rooms.getBean(Documents.class);
        job = rooms.getBean(DocumentJob.class);
    }

    /** What writes a file. */
    private interface Writing {
        void to(Path file) throws IOException;
    }

    /**
     * For managers of these lines, or of all where none is named.
     *
     * @return id of the document
     */
    public int text(String name, String content, Set<LineId> lines) {
        return add(name, file -> Files.writeString(file, content), lines);
    }

    /** Of Word, a paragraph each. */
    public int word(String name, List<String> paragraphs) {
        var body = new StringBuilder();
        for (var paragraph : paragraphs) {
            body.append("<w:p><w:r><w:t xml:space=\"preserve\">")
                    .append(escaped(paragraph))
                    .append("</w:t></w:r></w:p>");
        }
        var parts = MadeDocuments.word(MadeDocuments.body(body.toString()));
        return add(name, file -> MadeDocuments.archive(file, parts), Set.of());
    }

    /** Of Excel, a row each, with a head. */
    public int excel(String name, List<List<String>> rows) {
        return add(
                name,
                file -> {
                    try (var book = new XSSFWorkbook();
                            var out = Files.newOutputStream(file)) {
                        var sheet = book.createSheet("Remarks");
                        for (int i = 0; i < rows.size(); i++) {
                            var row = sheet.createRow(i);
                            for (int cell = 0; cell < rows.get(i).size(); cell++) {
                                row.createCell(cell).setCellValue(rows.get(i).get(cell));
                            }
                        }
                        book.write(out);
                    }
                },
                Set.of());
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private int add(String name, Writing writing, Set<LineId> lines) {
        return SystemWork.asAdministrator(
                () -> {
                    try {
                        var file = documents.newUpload();
                        writing.to(file);
                        int id =
                                documents.add(
                                        file, name, "", Audience.of(Set.of(Role.MANAGER), lines));
                        job.run(id + "-1");
                        return id;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
