package io.oeeanalytics.advisor.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through the process that reads them, as the product does. */
class HostileDocumentsTest {
    private static final DocumentReader READER = new DocumentReader();

    private static final DocumentReader HASTY = new DocumentReader(Duration.ofSeconds(5));

    @TempDir private Path folder = Path.of("");

    private static Refusal refusal(Path file, String name) {
        return catchThrowableOfType(DocumentRefused.class, () -> READER.read(file, name)).reason();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }

    @Test
    void what_is_whole_comes_back_from_the_other_process() throws Exception {
        Path named = folder.resolve("Spülmaschine – 机器.md");
        Files.writeString(named, "# Düsen\n\nMit Wasser reinigen.");

        var read = READER.read(named, named.getFileName().toString());

        assertThat(read.blocks())
                .extracting("text")
                .containsExactly("Düsen", "Mit Wasser reinigen.");
    }

    @Test
    void empty_files_and_pictures_are_refused_with_the_reason() throws Exception {
        assertThat(refusal(file(""), "a.txt")).isEqualTo(Refusal.EMPTY);
        assertThat(refusal(file(" \n\n\t "), "a.txt")).isEqualTo(Refusal.EMPTY);
        assertThat(refusal(file("\u0089PNG\r\n\u001a\n\0\0\0"), "a.pdf"))
                .isEqualTo(Refusal.UNKNOWN_KIND);
        assertThat(
                        refusal(
                                MadeDocuments.archive(folder.resolve("z"), Map.of("a.class", "x")),
                                "a.docx"))
                .isEqualTo(Refusal.UNKNOWN_KIND);
    }

    @Test
    void a_scan_without_text_is_refused_as_such() throws Exception {
        Path file = folder.resolve("scan.pdf");
        try (var pdf = new PDDocument()) {
            pdf.addPage(new PDPage());
            pdf.addPage(new PDPage());
            pdf.save(file.toFile());
        }

        assertThat(refusal(file, "scan.pdf")).isEqualTo(Refusal.NO_TEXT);
    }

    @Test
    void what_needs_a_password_is_refused_as_such() throws Exception {
        Path pdf = folder.resolve("a.pdf");
        try (var document = new PDDocument()) {
            MadeDocuments.add(document, "Secret words.");
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(pdf.toFile());
        }
        Path word = folder.resolve("a.docx");
        try (var container = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("user");
            try (var out = encryptor.getDataStream(container)) {
                out.write(new byte[5_000]);
            }
            try (var out = Files.newOutputStream(word)) {
                container.writeFilesystem(out);
            }
        }
        Path old = folder.resolve("a.doc");
        try (var container = new POIFSFileSystem();
                var out = Files.newOutputStream(old)) {
            container.createDocument(new ByteArrayInputStream(new byte[5_000]), "WordDocument");
            container.writeFilesystem(out);
        }

        assertThat(refusal(pdf, "a.pdf")).isEqualTo(Refusal.ENCRYPTED);
        assertThat(refusal(word, "a.docx")).isEqualTo(Refusal.ENCRYPTED);
        assertThat(refusal(old, "a.doc")).isEqualTo(Refusal.OLD_OFFICE);
    }

    @Test
    void files_that_unpack_to_more_than_they_say_are_refused() throws Exception {
        Path word =
                MadeDocuments.bomb(
                        folder.resolve("bomb.docx"),
                        MadeDocuments.word(""),
                        "word/document.xml",
                        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
                        400_000_000);

        assertThat(refusal(word, "bomb.docx")).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void entities_that_multiply_or_name_files_and_hosts_are_not_followed() throws Exception {
        var asked = new AtomicInteger();
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var listening = Thread.ofVirtual().start(() -> count(server, asked));
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            Files.writeString(folder.resolve("secret"), "the secret of the host");
            for (String entity :
                    new String[] {
                        "<!ENTITY x SYSTEM \"" + address + "\">",
                        "<!ENTITY x SYSTEM \"" + folder.resolve("secret").toUri() + "\">",
                        "<!ENTITY a \"aaaaaaaaaaaaaaaaaaaa\"><!ENTITY x \""
                                + "&a;".repeat(50)
                                + "\">"
                    }) {
                String document =
                        "<?xml version=\"1.0\"?><!DOCTYPE d ["
                                + entity
                                + "]>"
                                + MadeDocuments.body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>");
                Path word =
                        MadeDocuments.archive(
                                folder.resolve("a.docx"), MadeDocuments.word(document));

                assertThat(refusal(word, "a.docx")).isIn(Refusal.DAMAGED, Refusal.EMPTY);
            }
            var page =
                    READER.read(
                            file(
                                    "<html><head><link rel=stylesheet href='%1$s'><base href='%1$s'></head><body><img src='%1$s'><iframe src='%1$s'></iframe>Words.</body></html>"
                                            .formatted(address)),
                            "a.html");
            assertThat(page.blocks()).extracting("text").containsExactly("Words.");

            server.close();
            listening.join();
        }
        assertThat(asked).hasValue(0);
    }

    private static void count(ServerSocket server, AtomicInteger asked) {
        try {
            while (true) {
                server.accept().close();
                asked.incrementAndGet();
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void pdf_pages_and_forms_that_contain_themselves_come_to_an_end() throws Exception {
        String form =
                """
                %PDF-1.4
                1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
                2 0 obj <</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>> endobj
                3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 4 0 R>>>>>> endobj
                4 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F 4 0 R>>>>/Length 12>> stream
                DRAWN
                endstream endobj
                trailer <</Root 1 0 R/Size 5>>
                %%EOF
                """;

        assertThat(refusal(file(form.replace("DRAWN", "/F Do")), "a.pdf"))
                .isIn(Refusal.DAMAGED, Refusal.NO_TEXT, Refusal.TOO_LARGE);
        // Twice as much to do at each depth: it would never end.
        Path endless = file(form.replace("DRAWN", "/F Do /F Do"));
        assertThat(
                        catchThrowableOfType(
                                        DocumentRefused.class, () -> HASTY.read(endless, "a.pdf"))
                                .reason())
                .isEqualTo(Refusal.TOO_SLOW);
        assertThat(refusal(file("%PDF-1.7\n" + "1 0 obj <<".repeat(100_000)), "a.pdf"))
                .isEqualTo(Refusal.DAMAGED);
    }

    @Test
    void nesting_without_end_does_not_end_the_service() throws Exception {
        String deep = "<div>".repeat(200_000) + "Words." + "</div>".repeat(200_000);
        for (var file :
                Map.of(
                                deep,
                                "a.html",
                                ">".repeat(200_000) + " Words.",
                                "a.md",
                                "[".repeat(200_000) + "Words.",
                                "a.md")
                        .entrySet()) {
            assertThat(outcome(HASTY, file(file.getKey()), file.getValue()))
                    .isIn("read", "DAMAGED", "TOO_SLOW");
        }
    }

    private static String outcome(DocumentReader reader, Path file, String name)
            throws IOException {
        try {
            reader.read(file, name);
            return "read";
        } catch (DocumentRefused e) {
            return e.reason().name();
        }
    }

    @Test
    void what_needs_more_memory_than_there_is_ends_its_own_process_only() throws Exception {
        String cells = "<w:p><w:r><w:t>word</w:t></w:r></w:p>".repeat(1_500_000);
        Path word =
                MadeDocuments.archive(
                        folder.resolve("a.docx"), MadeDocuments.word(MadeDocuments.body(cells)));

        assertThat(refusal(word, "a.docx")).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void what_takes_too_long_is_ended_with_its_process() throws Exception {
        var hasty = new DocumentReader(Duration.ofMillis(20));
        Path file = file("Words.");

        var refused = catchThrowableOfType(DocumentRefused.class, () -> hasty.read(file, "a.txt"));

        assertThat(refused.reason()).isEqualTo(Refusal.TOO_SLOW);
        assertThat(
                        ProcessHandle.current()
                                .children()
                                .filter(ProcessHandle::isAlive)
                                .map(child -> child.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains(file.toString()));
    }

    /** Each is damaged at a place of its own; all end, and the reader goes on reading. */
    @Test
    void files_cut_off_anywhere_are_refused_or_read_as_far_as_they_go() throws Exception {
        Path whole = MadeDocuments.pdf(folder.resolve("whole.pdf"), "Words of a page.", "More.");
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {9, bytes.length / 3, bytes.length * 2 / 3, bytes.length - 9}) {
            Path cut = Files.write(folder.resolve("cut.pdf"), Arrays.copyOf(bytes, length));

            assertThat(outcome(READER, cut, "cut.pdf")).isIn("read", "DAMAGED", "NO_TEXT", "EMPTY");
        }
        assertThat(outcome(READER, whole, "whole.pdf")).isEqualTo("read");
        Path noArchive =
                Files.write(
                        folder.resolve("a.docx"),
                        "PK\003\004 and no more".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(noArchive, "a.docx")).isEqualTo(Refusal.DAMAGED);
    }
}
