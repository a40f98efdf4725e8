package io.oeeanalytics.bench;

import io.oeeanalytics.TestClassPath;
import io.oeeanalytics.advisor.document.DocumentReader;
import io.oeeanalytics.advisor.document.DocumentRefused;
import io.oeeanalytics.advisor.document.MadeDocuments;
import io.oeeanalytics.advisor.document.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/**
 * What the process that reads a document takes: seconds, and the most memory it ever held (the
 * kernel's {@code VmHWM}), of documents as plants have them and of such as fill it on purpose.
 * Against the limits that one document has. Linux only.
 */
public final class DocumentsBench {
    private static final int MOST_MEGABYTES = 256;
    private static final String LINE =
            "Tighten the eight screws of the mandrel crosswise, first to half of what the table says.";

    private DocumentsBench() {}

    /** Makes the file of a document. */
    private interface Maker {
        void write(Path file) throws IOException;
    }

    private record Document(String name, String what, Maker maker) {
        /** More than there is room for. */
        boolean isTooLarge() {
            return name.startsWith("much");
        }
    }

    private static final List<Document> DOCUMENTS =
            List.of(
                    new Document("small.md", "a page of Markdown", text(1, 40)),
                    new Document("manual.pdf", "PDF of 400 pages", DocumentsBench::pdf),
                    new Document("manual.docx", "Word, 8,000 paragraphs", word(8_000)),
                    new Document("list.xlsx", "Excel, 20,000 rows of 8", excel(20_000)),
                    new Document("manual.html", "HTML of 5 MB", html(50_000)),
                    new Document("much.txt", "text of 45 MB", text(1, 500_000)),
                    new Document("much.docx", "Word, 1,500,000 paragraphs", word(1_500_000)),
                    new Document("much.xlsx", "Excel, 400,000 rows of 8", excel(400_000)),
                    new Document("much.html", "HTML of 45 MB", html(450_000)),
                    new Document("much.md", "Markdown of 45 MB", text(50, 500_000)));

    private static Maker text(int headings, int lines) {
        return file -> {
            try (var out = Files.newBufferedWriter(file)) {
                for (int i = 0; i < lines; i++) {
                    out.write(i % (lines / headings) == 0 ? "# Chapter " + i + "\n\n" : "");
                    out.write(LINE + " " + i + (i % 8 == 0 ? "\n\n" : "\n"));
                }
            }
        };
    }

    private static void pdf(Path file) throws IOException {
        String page = "# Chapter\n" + String.join("\n", Collections.nCopies(45, LINE));
        MadeDocuments.pdf(
                file, IntStream.range(0, 400).mapToObj(at -> page).toArray(String[]::new));
    }

    /** Of other words each time, or it would pack as small as a bomb. */
    private static Maker word(int paragraphs) {
        var random = new SplittableRandom(1);
        return file ->
                MadeDocuments.archive(
                        file,
                        MadeDocuments.word(
                                MadeDocuments.body(
                                        IntStream.range(0, paragraphs)
                                                .mapToObj(
                                                        at ->
                                                                "<w:p><w:r><w:t>%s %x</w:t></w:r></w:p>"
                                                                        .formatted(
                                                                                LINE,
                                                                                random.nextLong()))
                                                .collect(Collectors.joining()))));
    }

    private static Maker html(int paragraphs) {
        return file -> {
            try (var out = Files.newBufferedWriter(file)) {
                out.write("<html><body>");
                for (int i = 0; i < paragraphs; i++) {
                    out.write(i % 200 == 0 ? "<h2>Chapter " + i + "</h2>" : "");
                    out.write("<p>" + LINE + "</p>\n");
                }
                out.write("</body></html>");
            }
        };
    }

    private static Maker excel(int rows) {
        return file -> {
            try (var book = new SXSSFWorkbook(100);
                    var out = Files.newOutputStream(file)) {
                var sheet = book.createSheet("Parts");
                for (int i = 0; i < rows; i++) {
                    var row = sheet.createRow(i);
                    for (int column = 0; column < 8; column++) {
                        row.createCell(column).setCellValue("part " + i + " of " + column);
                    }
                }
                book.write(out);
            }
        };
    }

    public static void main(String[] arguments) throws Exception {
        // The reader starts a program with the class path of this, which is Maven's here.
        System.setProperty("java.class.path", TestClassPath.get());
        var folder = Files.createTempDirectory("oee-bench-documents");
        var reader = new DocumentReader();
        long limit = DocumentReader.MOST_TIME.toSeconds();
        double most = 0;
        double slowest = 0;
        boolean isAsExpected = true;
        System.out.println("document                        outcome       s       MB held at most");
        for (var document : DOCUMENTS) {
            var file = folder.resolve(document.name());
            document.maker().write(file);
            var began = System.nanoTime();
            var taken = watched(() -> outcome(reader, file, document.name()));
            double seconds = (System.nanoTime() - began) / 1e9;
            double megabytes = taken.getValue() / 1024.0;
            System.out.printf(
                    Locale.ROOT,
                    "%-30s  %-10s  %5.1f  %6.0f%n",
                    document.what(),
                    taken.getKey(),
                    seconds,
                    megabytes);
            isAsExpected &=
                    megabytes > 0
                            && taken.getKey().equals(Refusal.TOO_LARGE.name())
                                    == document.isTooLarge();
            most = Math.max(most, megabytes);
            slowest = Math.max(slowest, seconds);
            Files.delete(file);
        }
        Files.delete(folder);
        System.out.printf(
                Locale.ROOT,
                "documents: %.0f MB at most, limit %d, ratio %.2f; %.1f s at most, limit %d%n",
                most,
                MOST_MEGABYTES,
                most / MOST_MEGABYTES,
                slowest,
                limit);
        System.exit(isAsExpected && most <= MOST_MEGABYTES && slowest <= limit + 1 ? 0 : 1);
    }

    private static String outcome(DocumentReader reader, Path file, String name)
            throws IOException {
        try {
            return reader.read(file, name).blocks().size() + " parts";
        } catch (DocumentRefused e) {
            return e.reason().name();
        }
    }

    /** With the kilobytes that a child of this process held at most meanwhile. */
    private static Map.Entry<String, Long> watched(Callable<String> reading) throws Exception {
        var most = new AtomicLong();
        try (var thread = Executors.newSingleThreadExecutor()) {
            var outcome = thread.submit(reading);
            while (true) {
                ProcessHandle.current()
                        .children()
                        .filter(DocumentsBench::isReading)
                        .forEach(child -> most.accumulateAndGet(held(child), Math::max));
                try {
                    return Map.entry(outcome.get(5, TimeUnit.MILLISECONDS), most.get());
                } catch (TimeoutException e) {
                    // Still at it.
                }
            }
        }
    }

    /** Until it is another program, its memory is that of this one. */
    private static boolean isReading(ProcessHandle process) {
        var ours = ProcessHandle.current().info().commandLine();
        return !process.info().commandLine().equals(ours);
    }

    private static long held(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            // Ended just now.
            return 0;
        }
    }
}
