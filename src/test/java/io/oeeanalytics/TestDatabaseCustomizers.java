package io.oeeanalytics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Gives each application under test a database of its own on the server of this JVM. */
final class TestDatabaseCustomizers implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> test, List<ContextConfigurationAttributes> attributes) {
        var application =
                TestContextAnnotationUtils.findAnnotationDescriptor(test, SpringBootTest.class);
        return application == null
                ? null
                : new OwnDatabase(
                        application.getRootDeclaringClass(),
                        TestContextAnnotationUtils.hasAnnotation(test, OwnDemo.class));
    }

    /**
     * @param test that has the application, and what is in its database, to itself
     * @param ownDemo whether it simulates the demo plant itself
     */
    private record OwnDatabase(Class<?> test, boolean ownDemo) implements ContextCustomizer {
        @Override
        public void customizeContext(
                ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            var isDemo = List.of(merged.getActiveProfiles()).contains("demo");
            var database = isDemo && !ownDemo ? TestDatabase.ofDemo() : TestDatabase.open();
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(
                            new MapPropertySource(
                                    "test database", Map.of("DATABASE_URL", database.url())));
            // The first to come is the last to go, when the pool is closed.
            ((DefaultListableBeanFactory) context.getBeanFactory())
                    .registerDisposableBean("testDatabase", database::close);
        }
    }
}
