package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.search.Block;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import tools.jackson.databind.ObjectMapper;

/**
 * {@code java -jar oee-analytics.jar read-document FILE NAME}: what {@link DocumentReader} has done
 * by another process. Prints a JSON object a line: blocks, and at last the pages or the reason why
 * it is refused.
 */
public final class ReadDocumentCommand {
    public static final String NAME = "read-document";

    private static final long MOST_UNPACKED = 200_000_000;
    private static final double LEAST_RATIO = 0.005;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReadDocumentCommand() {}

    /**
     * The last line.
     *
     * @param refused empty where the document was read
     */
    record End(String refused, int pages, int pagesWithoutText) {}

    /** Where the classes lie apart, as they do while the product is made. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments));
    }

    public static int run(String... arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("Usage: read-document FILE NAME");
            return 2;
        }
        try (var out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new FileOutputStream(FileDescriptor.out),
                                StandardCharsets.UTF_8))) {
            write(out, Path.of(arguments[0]), arguments[1]);
        }
        return 0;
    }

    private static void write(Writer out, Path file, String name) throws IOException {
        End end;
        try {
            var read = read(file, name);
            for (var block : read.blocks()) {
                out.write(JSON.writeValueAsString(block) + "\n");
            }
            end = new End("", read.pages(), read.pagesWithoutText());
        } catch (DocumentRefused e) {
            end = new End(e.reason().name(), 0, 0);
        }
        out.write(JSON.writeValueAsString(end) + "\n");
    }

    /** In this process; for files that are one's own. */
    static ReadDocument read(Path file, String name) throws DocumentRefused {
        ZipSecureFile.setMaxEntrySize(MOST_UNPACKED);
        ZipSecureFile.setMinInflateRatio(LEAST_RATIO);
        try {
            var read = Kind.of(file, name).reading().read(file);
            if (read.blocks().stream().noneMatch(ReadDocumentCommand::hasLetter)) {
                throw new DocumentRefused(
                        read.pagesWithoutText() > 0 ? Refusal.NO_TEXT : Refusal.EMPTY);
            }
            return read;
        } catch (OutOfMemoryError e) {
            throw new DocumentRefused(Refusal.TOO_LARGE);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new DocumentRefused(isBomb(e) ? Refusal.TOO_LARGE : Refusal.DAMAGED);
        }
    }

    private static boolean hasLetter(Block block) {
        return block.kind() != Block.Kind.HEADING
                && block.text().codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** The library of Word and Excel tells bombs by words only. */
    private static boolean isBomb(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("Zip bomb")) {
                return true;
            }
        }
        return false;
    }
}
