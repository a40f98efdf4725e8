package io.oeeanalytics.registry;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Where OEE_ARTEFACTS names a store that speaks S3, it takes the place of the database. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${oee.artefacts.place:}' != ''")
class S3Configuration {
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration ALTOGETHER = Duration.ofSeconds(45);

    @Bean
    @Primary
    ArtefactStore s3Artefacts(
            JooqArtefacts database,
            @Value("${oee.artefacts.place}") String place,
            @Value("${oee.artefacts.endpoint:}") String endpoint,
            @Value("${oee.artefacts.region:us-east-1}") String region,
            @Value("${oee.artefacts.access-key:}") String accessKey,
            @Value("${oee.artefacts.secret-key:}") String secretKey,
            @Value("${oee.artefacts.session-token:}") String sessionToken) {
        var address = S3Address.parse(place, endpoint, region);
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException(
                    "OEE_ARTEFACTS is %s; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY too"
                            .formatted(address));
        }
        return new S3Artefacts(
                client(address, credentials(accessKey, secretKey, sessionToken)),
                address,
                database);
    }

    private static AwsCredentials credentials(String key, String secret, String token) {
        return token.isBlank()
                ? AwsBasicCredentials.create(key, secret)
                : AwsSessionCredentials.create(key, secret, token);
    }

    private static S3Client client(S3Address address, AwsCredentials credentials) {
        var builder =
                S3Client.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(Duration.ofSeconds(3))
                                        .socketTimeout(ATTEMPT))
                        .credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .region(Region.of(address.region()))
                        .overrideConfiguration(
                                limits ->
                                        limits.apiCallAttemptTimeout(ATTEMPT)
                                                .apiCallTimeout(ALTOGETHER))
                        // The digest is sent along; trailers beside it many other stores refuse.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                        .forcePathStyle(address.endpoint().isPresent());
        address.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
