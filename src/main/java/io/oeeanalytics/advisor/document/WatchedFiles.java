package io.oeeanalytics.advisor.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files below a folder, as far as it can be read: what cannot keeps nothing else out. */
final class WatchedFiles extends SimpleFileVisitor<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    /** As deep as anybody sorts manuals; links to folders are not followed. */
    private static final int DEPTH = 8;

    private static final int MOST_FILES = 10_000;

    private final Path root;
    private final Set<Path> said;
    private final List<Path> files = new ArrayList<>();
    private boolean isWhole = true;

    /**
     * @param said what could not be read before, and is not said again
     */
    WatchedFiles(Path root, Set<Path> said) {
        this.root = root;
        this.said = said;
    }

    static WatchedFiles in(Path root, Set<Path> said) {
        var found = new WatchedFiles(root, said);
        try {
            Files.walkFileTree(root, Set.of(), DEPTH, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    List<Path> files() {
        return List.copyOf(files);
    }

    /** Whether nothing was left out that could be there. */
    boolean isWhole() {
        return isWhole;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (Files.isRegularFile(file) && !isHidden(file)) {
            files.add(file);
        }
        if (files.size() < MOST_FILES) {
            return FileVisitResult.CONTINUE;
        }
        isWhole = false;
        return FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
        return withoutIt(file, cause);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
        return cause == null ? FileVisitResult.CONTINUE : withoutIt(folder, cause);
    }

    private FileVisitResult withoutIt(Path unread, IOException cause) {
        isWhole = false;
        if (said.add(unread)) {
            LOG.warn("{} cannot be read and is left out of the documents.", unread, cause);
        }
        return FileVisitResult.CONTINUE;
    }

    /** What begins with a dot, and files of Word while somebody writes in it. */
    private boolean isHidden(Path path) {
        String name = path.equals(root) ? "" : path.getFileName().toString();
        return name.startsWith(".") || name.startsWith("~$");
    }
}
