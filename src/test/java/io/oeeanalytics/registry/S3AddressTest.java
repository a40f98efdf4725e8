package io.oeeanalytics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3AddressTest {
    private static final Digest DIGEST = Digest.of(new byte[0]);

    @Test
    void keys_lie_under_the_prefix_by_digest() {
        var address = S3Address.parse("s3://models/plant-1/", "http://minio:9000", "us-east-1");
        var bare = S3Address.parse("s3://models", "", "eu-central-1");

        assertThat(address.key(DIGEST)).isEqualTo("plant-1/e3/" + DIGEST.hex());
        assertThat(address).hasToString("s3://models/plant-1 at http://minio:9000");
        assertThat(bare.key(DIGEST)).isEqualTo("e3/" + DIGEST.hex());
        assertThat(bare.endpoint()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "http://models", "s3://", "s3://Models", "s3://a/b c"})
    void what_is_no_bucket_is_refused_with_an_example(String place) {
        assertThatThrownBy(() -> S3Address.parse(place, "", "us-east-1"))
                .hasMessageContaining("s3://models/plant-1");
    }

    @Test
    void a_password_in_the_endpoint_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> S3Address.parse("s3://models", "http://u:pass@minio", "us-east-1"))
                .hasMessageContaining("OEE_S3_ENDPOINT")
                .message()
                .doesNotContain("pass@");
    }
}
