package io.oeeanalytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.oeeanalytics");

    @Test
    void only_jooq_classes_see_the_tables() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Jooq")
                .and()
                .resideOutsideOfPackage("..db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.oeeanalytics.db..", "org.jooq..")
                .check(HOUSE);
    }

    @Test
    void vaadin_stays_in_ui_packages_and_the_application_shell() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ui..", "io.oeeanalytics")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .check(HOUSE);
    }

    @Test
    void tribuo_stays_where_models_are_learned_and_served() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.oeeanalytics.forecast.learned", "io.oeeanalytics.registry.scoring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.tribuo..", "ml.dmlc..")
                .check(HOUSE);
    }

    @Test
    void what_reads_and_searches_documents_stays_in_its_room() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.oeeanalytics.advisor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j..",
                        "ai.djl..",
                        "org.apache.lucene..",
                        "org.apache.pdfbox..",
                        "org.apache.poi..",
                        "org.commonmark..")
                .check(HOUSE);
    }

    @Test
    void the_protocol_of_agents_stays_at_their_door() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.oeeanalytics.advisor.mcp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.modelcontextprotocol..", "reactor..")
                .check(HOUSE);
    }

    /** It acts in nobody's name, so whoever brings somebody in goes by the services that ask. */
    @Test
    void doors_and_views_of_the_registry_ask_for_rights() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.oeeanalytics.registry.ui",
                        "io.oeeanalytics.registry.door",
                        "io.oeeanalytics.registry.mlflow",
                        "io.oeeanalytics.registry.serving")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.oeeanalytics.registry.Registry")
                .check(HOUSE);
    }

    @Test
    void views_are_package_private() {
        classes().that().haveSimpleNameEndingWith("View").should().bePackagePrivate().check(HOUSE);
    }

    @Test
    void time_comes_from_the_injected_clock() {
        noClasses().should().callMethod(Instant.class, "now").check(HOUSE);
    }

    @Test
    void every_package_of_ours_is_null_marked() {
        var unmarked =
                HOUSE.stream()
                        .map(type -> type.getPackage())
                        .filter(room -> !room.getName().startsWith("io.oeeanalytics.db."))
                        .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                        .map(room -> room.getName())
                        .distinct();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void nothing_forces_a_front_end_build() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            var forcing =
                    sources.filter(Files::isRegularFile)
                            .filter(
                                    source -> {
                                        var text = text(source);
                                        return text.contains("@NpmPackage")
                                                || text.contains("@JsModule(\"./");
                                    });

            assertThat(forcing).isEmpty();
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
