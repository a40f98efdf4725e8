package io.oeeanalytics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.TestSignIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** No connection to the database is held while bytes travel to a store or from it. */
@SpringBootTest
class BytesOutsideTransactionsIT {
    private static int named;

    @Autowired private Registry registry;
    @Autowired private ModelVersions versions;
    @Autowired private Uploads uploads;
    @Autowired private Watched store;
    @Autowired private TransactionOperations transactions;

    private String model;

    /** Keeps bytes in memory, and what it saw when it was asked. */
    static final class Watched implements ArtefactStore {
        private final JooqArtefacts database;
        private final Map<Digest, byte[]> kept = new ConcurrentHashMap<>();
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        Watched(JooqArtefacts database) {
            this.database = database;
        }

        @Override
        public void keep(Digest digest, byte[] bytes) {
            note("keep");
            kept.put(digest, bytes);
            database.know(digest, bytes.length);
        }

        @Override
        public Optional<byte[]> fetch(Digest digest) {
            note("fetch");
            return Optional.ofNullable(kept.get(digest));
        }

        private void note(String call) {
            boolean within =
                    TransactionSynchronizationManager.isActualTransactionActive()
                            || !TransactionSynchronizationManager.getResourceMap().isEmpty();
            calls.add(within ? call + " within a transaction" : call);
            if (away) {
                throw new RegistryProblem.StoreAway("away");
            }
        }

        @Override
        public String place() {
            return "a test";
        }
    }

    @TestConfiguration
    static class Stores {
        @Bean
        @Primary
        Watched watched(JooqArtefacts database) {
            return new Watched(database);
        }
    }

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-bytes").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeEach
    void administrator() {
        model = "watched-" + ++named;
        store.calls.clear();
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ada", "ROLE_ADMIN"));
    }

    @AfterEach
    void asBefore() {
        store.away = false;
        SecurityContextHolder.clearContext();
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private NewVersion version(String content) {
        return ServingFixtures.of(model, new NewFile("model.json", bytes(content)));
    }

    @Test
    void versions_are_registered_and_read() {
        var mine = registry.register(version("{\"v\": 1}"));
        var theirs = versions.register(version("{\"v\": 2}"));

        assertThat(registry.file(mine, "model.json")).isEqualTo(bytes("{\"v\": 1}"));
        assertThat(versions.file(theirs, "model.json")).isEqualTo(bytes("{\"v\": 2}"));
        assertThat(store.calls).containsExactly("keep", "keep", "fetch", "fetch");
    }

    @Test
    void files_are_uploaded_and_read_and_become_a_version() {
        uploads.inTurn(
                () -> {
                    uploads.put(model + "/model.json", bytes("{\"v\": 3}"));
                    return model;
                });

        assertThat(uploads.inTurn(() -> uploads.get(model + "/model.json")))
                .isEqualTo(bytes("{\"v\": 3}"));
        registry.register(version("{\"v\": 0}"));
        store.calls.clear();
        var id = uploads.register(model, model, "a test", "", "", Map.of());
        assertThat(store.calls).as("it is named by its digest alone").isEmpty();
        assertThat(versions.file(id, "model.json")).isEqualTo(bytes("{\"v\": 3}"));
        assertThat(store.calls).containsExactly("fetch");
    }

    @Test
    void what_the_store_does_not_take_is_named_by_nothing() {
        uploads.put(model + "/model.json", bytes("{\"v\": 4}"));
        store.away = true;

        assertThatThrownBy(() -> uploads.put(model + "/model.json", bytes("{\"v\": 5}")))
                .isInstanceOf(RegistryProblem.StoreAway.class);
        assertThatThrownBy(() -> registry.register(version("{\"v\": 5}")))
                .isInstanceOf(RegistryProblem.StoreAway.class);

        store.away = false;
        assertThat(uploads.get(model + "/model.json")).isEqualTo(bytes("{\"v\": 4}"));
        assertThat(versions.model(model)).isEmpty();
    }

    @Test
    void for_a_version_that_cannot_be_registered_no_bytes_are_moved() {
        versions.open(model, "", Map.of());
        versions.withdraw(model);
        var twice =
                ServingFixtures.of(
                        model + "-b",
                        new NewFile("a", bytes("{}")),
                        new NewFile("a/model.json", bytes("{}")));

        assertThatThrownBy(() -> registry.register(version("{\"v\": 6}")))
                .isInstanceOf(RegistryProblem.Unknown.class);
        assertThatThrownBy(() -> registry.register(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a is a file and a folder");

        assertThat(store.calls).isEmpty();
        assertThat(versions.model(model + "-b")).isEmpty();
    }

    @Test
    void whoever_moves_bytes_within_a_transaction_is_told_so() {
        var id = registry.register(version("{\"v\": 7}"));
        store.calls.clear();

        for (Runnable moved :
                List.<Runnable>of(
                        () -> registry.register(version("{\"v\": 8}")),
                        () -> registry.file(id, "model.json"),
                        () -> versions.register(version("{\"v\": 8}")),
                        () -> versions.file(id, "model.json"),
                        () -> uploads.put(model, bytes("{}")),
                        () -> uploads.get(model))) {
            assertThatThrownBy(() -> transactions.executeWithoutResult(within -> moved.run()))
                    .isInstanceOf(IllegalTransactionStateException.class);
        }
        assertThat(store.calls).isEmpty();
    }
}
