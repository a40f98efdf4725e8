package io.oeeanalytics.registry;

import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * In a store that speaks S3, under their digest. The database knows that they exist, and what it
 * held before stays readable there.
 */
final class S3Artefacts implements ArtefactStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Artefacts.class);

    private final S3Client s3;
    private final S3Address address;
    private final JooqArtefacts database;

    S3Artefacts(S3Client s3, S3Address address, JooqArtefacts database) {
        this.s3 = s3;
        this.address = address;
        this.database = database;
    }

    @Override
    public void keep(Digest digest, byte[] bytes) {
        var key = address.key(digest);
        try {
            // Written again even where it is there: that mends what was damaged.
            s3.putObject(
                    put ->
                            put.bucket(address.bucket())
                                    .key(key)
                                    .contentType("application/octet-stream")
                                    .checksumSHA256(
                                            Base64.getEncoder().encodeToString(digest.bytes())),
                    RequestBody.fromBytes(bytes));
            long kept =
                    s3.headObject(head -> head.bucket(address.bucket()).key(key)).contentLength();
            if (kept != bytes.length) {
                throw new RegistryProblem.StoreAway(
                        "%s took %d bytes of %d; nothing was registered. Check the store and send it again."
                                .formatted(address, kept, bytes.length));
            }
        } catch (SdkException e) {
            throw away("nothing was registered", e);
        }
        database.know(digest, bytes.length);
    }

    @Override
    public Optional<byte[]> fetch(Digest digest) {
        if (database.has(digest)) {
            return database.fetch(digest);
        }
        try {
            return Optional.of(
                    s3.getObjectAsBytes(
                                    get -> get.bucket(address.bucket()).key(address.key(digest)))
                            .asByteArrayUnsafe());
        } catch (NoSuchKeyException e) {
            // Any other 404, such as that of a bucket that is not there, says nothing of the key.
            return Optional.empty();
        } catch (SdkException | UncheckedIOException e) {
            throw away("nothing was read", e);
        }
    }

    private RegistryProblem.StoreAway away(String outcome, RuntimeException e) {
        LOG.warn("{} does not answer: {}", address, e.getMessage());
        var reason =
                e instanceof S3Exception answer
                        ? "answers %d".formatted(answer.statusCode())
                        : "does not answer";
        return new RegistryProblem.StoreAway(
                "The store of artefacts, %s, %s; %s. Check OEE_S3_ENDPOINT, the bucket and the keys, and send it again."
                        .formatted(address, reason, outcome));
    }

    @Override
    public String place() {
        return address.toString();
    }

    @Override
    public void close() {
        s3.close();
    }
}
