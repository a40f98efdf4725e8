package io.oeeanalytics.ops;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Brings the database to this version's tables. Where {@code DATABASE_MIGRATE_URL} names the role
 * that owns them, by that role; where a start must not migrate ({@code OEE_MIGRATE=false}), it only
 * looks whether somebody did.
 */
@Configuration(proxyBeanMethods = false)
class Migrations {
    /** The tables are not those of this version, and this start must not make them so. */
    static final class NotMigrated extends IllegalStateException {
        NotMigrated(String message) {
            super(message);
        }
    }

    @Bean
    FlywayConfigurationCustomizer byTheirOwner(
            @Value("${DATABASE_MIGRATE_URL:}") String url,
            @Value("${DATABASE_MIGRATE_PASSWORD:}") String password,
            @Value("${oee.migrate:true}") boolean migrate) {
        return flyway -> {
            if (!url.isBlank() && migrate) {
                var owner = DatabaseAddress.parse("DATABASE_MIGRATE_URL", url, password);
                flyway.dataSource(owner.jdbcUrl(), owner.user(), owner.password());
            }
        };
    }

    @Bean
    FlywayMigrationStrategy migrateOrLook(@Value("${oee.migrate:true}") boolean migrate) {
        return flyway -> {
            if (migrate) {
                flyway.migrate();
            } else {
                look(flyway);
            }
        };
    }

    private static void look(Flyway flyway) {
        var state = flyway.info();
        var pending = state.pending();
        if (pending.length > 0) {
            throw new NotMigrated(
                    "the database stands at version %s and this program needs %s; run the command 'migrate' first"
                            .formatted(
                                    state.current() == null
                                            ? "0 (empty)"
                                            : state.current().getVersion(),
                                    pending[pending.length - 1].getVersion()));
        }
    }
}
