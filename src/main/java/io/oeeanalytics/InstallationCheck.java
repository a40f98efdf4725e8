package io.oeeanalytics;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JooqTables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends one event of a line of its own the way every other comes, through the proxy and the API,
 * and waits until the figures show it. What it made for that, the line, a key and the event, is
 * gone afterwards, also when it failed.
 */
@Component
class InstallationCheck {
    static final String SITE = "Installation check";
    private static final String LINE = "OEE-CHECK";
    private static final String KEY = "installation check";
    private static final int PIECES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final ApiKeys keys;
    private final JooqTables tables;
    private final Clock clock;

    InstallationCheck(ApiKeys keys, JooqTables tables, Clock clock) {
        this.keys = keys;
        this.tables = tables;
        this.clock = clock;
    }

    /** A step that did not go as it must. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /**
     * @param url through which people and machines come
     * @param trusted certificates (PEM) beside Java's own, of a server that signed its own
     * @return how long it took from the answer to the event until the figures showed it
     */
    Duration run(URI url, Optional<Path> trusted) throws Failed, InterruptedException {
        try (var client = client(trusted)) {
            tables.removeInstallationCheck();
            removeKey();
            var key = openKey();
            send(client, url, key, "PUT", "/api/v1/plant", document(), 200);
            var now = clock.instant();
            var events =
                    """
                    [{"key": "check-state", "line": "%1$s", "type": "state", "at": "%2$s", "status": 21},
                     {"key": "check-count", "line": "%1$s", "type": "count", "at": "%3$s", "good": %4$d}]
                    """
                            .formatted(LINE, now.minusSeconds(60), now, PIECES);
            send(client, url, key, "POST", "/api/v1/events", events, 202);
            return seen(client, url, key, now);
        } finally {
            tables.removeInstallationCheck();
            removeKey();
        }
    }

    private Duration seen(HttpClient client, URI url, String key, Instant now)
            throws Failed, InterruptedException {
        var date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var question = "/api/v1/oee?line=%s&from=%s&to=%s".formatted(LINE, date.minusDays(1), date);
        var began = System.nanoTime();
        var last = "";
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            last = send(client, url, key, "GET", question, "", 200);
            if (good(last) == PIECES) {
                return Duration.ofNanos(System.nanoTime() - began);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        throw new Failed(
                "the event was taken, but the figures did not show it within %d s; they said: %s"
                        .formatted(PATIENCE.toSeconds(), start(last)));
    }

    private static long good(String answer) {
        return JsonMapper.shared()
                .readTree(answer)
                .path("total")
                .path("pieces")
                .path("good")
                .asLong(-1);
    }

    private static String send(
            HttpClient client,
            URI url,
            String key,
            String method,
            String path,
            String body,
            int expected)
            throws Failed, InterruptedException {
        var request =
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new Failed(
                        "%s %s answered %d instead of %d: %s"
                                .formatted(
                                        method,
                                        url.resolve(path),
                                        answer.statusCode(),
                                        expected,
                                        start(answer.body())));
            }
            return answer.body();
        } catch (IOException e) {
            throw new Failed("%s %s was not answered: %s".formatted(method, url.resolve(path), e));
        }
    }

    private static String start(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }

    private String openKey() {
        return SystemWork.asAdministrator(() -> keys.open(KEY, Set.of(Scope.ADMIN)));
    }

    private void removeKey() {
        SystemWork.asAdministrator(
                () -> {
                    keys.all().stream()
                            .filter(key -> key.name().equals(KEY))
                            .forEach(key -> keys.revoke(key.id()));
                    return KEY;
                });
    }

    /** Worked around the clock, so that an event of now is always within a shift. */
    private static String document() {
        var shifts =
                Stream.of(DayOfWeek.values())
                        .map(
                                day ->
                                        """
                                        {"weekday": "%1$s", "number": 1, "start": "06:00", "end": "14:00"},
                                        {"weekday": "%1$s", "number": 2, "start": "14:00", "end": "22:00"},
                                        {"weekday": "%1$s", "number": 3, "start": "22:00", "end": "06:00"}
                                        """
                                                .formatted(day))
                        .collect(Collectors.joining(","));
        return """
               {"sites": [{
                   "name": "%s", "zone": "UTC",
                   "weeks": [{"validFrom": "2020-01-01", "shifts": [%s]}],
                   "lines": [{"code": "%s", "name": "Installation check", "idealCycles": [{"seconds": 1}]}]}]}
               """
                .formatted(SITE, shifts, LINE);
    }

    private static HttpClient client(Optional<Path> trusted) throws Failed {
        var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        if (trusted.isPresent()) {
            client.sslContext(trusting(trusted.get()));
        }
        return client.build();
    }

    private static SSLContext trusting(Path file) throws Failed {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("given-" + number++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new Failed(
                    "%s cannot be read as certificates (PEM): %s".formatted(file, e.getMessage()));
        }
    }
}
