package io.oeeanalytics.registry;

/**
 * A kept file of a version.
 *
 * @param size in bytes
 */
public record ModelFile(String path, Digest digest, long size) {}
