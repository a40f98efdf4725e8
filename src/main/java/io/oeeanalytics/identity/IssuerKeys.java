package io.oeeanalytics.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an identity provider: asked for when the first token comes, again when they
 * are old, and when a token names one that is not among them. While the provider is away the keys
 * known last go on to count.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** However many tokens with unknown keys come in, the provider is asked no more often. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);

    private static final int PATIENCE_MS = 2_000;
    private static final int MOST_BYTES = 256 << 10;

    private final DefaultResourceRetriever http = new NowhereElse();
    private final @Nullable String issuer;
    private final @Nullable String keysAt;
    private final Clock clock;

    private @Nullable JWKSet keys;
    private Instant asked = Instant.MIN;
    private Instant answered = Instant.MIN;

    /**
     * @param issuer asked for the address of its keys where {@code keysAt} is absent
     */
    IssuerKeys(@Nullable String issuer, @Nullable String keysAt, Clock clock) {
        this.issuer = issuer;
        this.keysAt = keysAt;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        var known = selector.select(keys(KEPT));
        return known.isEmpty() ? selector.select(keys(Duration.ZERO)) : known;
    }

    private synchronized JWKSet keys(Duration noOlderThan) throws KeySourceException {
        var now = clock.instant();
        if (isPast(answered, noOlderThan, now) && isPast(asked, BETWEEN_QUESTIONS, now)) {
            asked = now;
            try {
                keys = JWKSet.parse(http.retrieveResource(address()).getContent());
                answered = now;
            } catch (IOException | ParseException | JOSEException | IllegalArgumentException e) {
                LOG.warn(
                        "The keys of the identity provider could not be fetched: {}", e.toString());
            }
        }
        if (keys == null) {
            throw new KeySourceException("the identity provider does not answer");
        }
        return keys;
    }

    /** Whoever answers at the address that was set may not send on to one that was not. */
    private static final class NowhereElse extends DefaultResourceRetriever {
        NowhereElse() {
            super(PATIENCE_MS, PATIENCE_MS, MOST_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            var connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }

    private static boolean isPast(Instant since, Duration time, Instant now) {
        return since.equals(Instant.MIN) || !now.isBefore(since.plus(time));
    }

    private URL address() throws IOException, ParseException, KeySourceException {
        if (keysAt != null) {
            return URI.create(keysAt).toURL();
        }
        var description =
                URI.create(
                        String.valueOf(issuer).replaceAll("/$", "")
                                + "/.well-known/openid-configuration");
        var told = JSONObjectUtils.parse(http.retrieveResource(description.toURL()).getContent());
        if (!String.valueOf(issuer).equals(JSONObjectUtils.getString(told, "issuer"))) {
            throw new KeySourceException(
                    "%s describes the issuer %s, not %s"
                            .formatted(description, told.get("issuer"), issuer));
        }
        return JwtSettings.address("jwks_uri", String.valueOf(told.get("jwks_uri"))).toURL();
    }
}
