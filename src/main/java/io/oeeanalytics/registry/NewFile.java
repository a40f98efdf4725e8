package io.oeeanalytics.registry;

/** A file that comes with a new version. */
public final class NewFile {
    private final String path;
    private final byte[] bytes;

    /**
     * @param path within the version, such as {@code model.json}; its ending says what it is
     */
    public NewFile(String path, byte[] bytes) {
        Names.checkPath(path);
        this.path = path;
        this.bytes = bytes.clone();
    }

    public String path() {
        return path;
    }

    byte[] bytes() {
        return bytes;
    }
}
