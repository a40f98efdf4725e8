package io.oeeanalytics.ops;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;

/** Connects to the server DATABASE_URL names or, without one, to the embedded PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final String NO_ADDRESS = "'${DATABASE_URL:}' == ''";
    private static final String ADDRESS = "'${DATABASE_URL:}' != ''";

    @Bean(destroyMethod = "close")
    @ConditionalOnExpression(NO_ADDRESS)
    EmbeddedDatabase embeddedDatabase(
            @Value("${oee.data-folder}") Path folder,
            @Value("${oee.borrow-database:false}") boolean borrow) {
        return EmbeddedDatabase.open(folder, borrow);
    }

    @Bean
    @ConditionalOnExpression(NO_ADDRESS)
    DatabaseAddress embeddedAddress(EmbeddedDatabase database) {
        return new DatabaseAddress(database.jdbcUrl(), null, null);
    }

    @Bean
    @ConditionalOnExpression(ADDRESS)
    DatabaseAddress configuredAddress(
            @Value("${DATABASE_URL}") String url, @Value("${DATABASE_PASSWORD:}") String password) {
        return DatabaseAddress.parse("DATABASE_URL", url, password);
    }

    @Bean
    DataSource dataSource(
            DatabaseAddress address, @Value("${oee.database-connections}") int connections) {
        return new DatabasePool(address, connections);
    }

    /**
     * What says that it runs outside of transactions gives each connection back after its
     * statement. As a rule Spring would keep the first one until the method ends.
     */
    @Bean
    TransactionManagerCustomizer<AbstractPlatformTransactionManager> connectionsGivenBack() {
        return manager ->
                manager.setTransactionSynchronization(
                        AbstractPlatformTransactionManager.SYNCHRONIZATION_ON_ACTUAL_TRANSACTION);
    }
}
