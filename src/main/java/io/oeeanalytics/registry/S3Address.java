package io.oeeanalytics.registry;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a store that speaks S3.
 *
 * @param prefix of all keys, without a slash at its end; may be empty
 * @param endpoint none for Amazon's own
 */
record S3Address(String bucket, String prefix, Optional<URI> endpoint, String region) {
    private static final Pattern PLACE =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/[A-Za-z0-9_./=-]*)?");

    static S3Address parse(String place, String endpoint, String region) {
        var parts = PLACE.matcher(place.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "OEE_ARTEFACTS is left out, or names a bucket such as s3://models/plant-1, not '%s'"
                            .formatted(place));
        }
        var prefix = parts.group(2) == null ? "" : parts.group(2).replaceAll("^/+|/+$", "");
        if (region.isBlank()) {
            throw new IllegalArgumentException("OEE_S3_REGION is empty; leave it out");
        }
        return new S3Address(parts.group(1), prefix, endpoint(endpoint.strip()), region.strip());
    }

    private static Optional<URI> endpoint(String endpoint) {
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        if (!endpoint.matches("https?://[^/@?#]+/?")) {
            throw new IllegalArgumentException(
                    "OEE_S3_ENDPOINT is an address such as https://minio.plant:9000, without a path"
                            + " or a password");
        }
        return Optional.of(URI.create(endpoint));
    }

    /** Few keys share their first letters, which some stores spread their load by. */
    String key(Digest digest) {
        var name = digest.hex().substring(0, 2) + "/" + digest.hex();
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    @Override
    public String toString() {
        return "s3://%s%s%s"
                .formatted(
                        bucket,
                        prefix.isEmpty() ? "" : "/" + prefix,
                        endpoint.map(one -> " at " + one).orElse(""));
    }
}
