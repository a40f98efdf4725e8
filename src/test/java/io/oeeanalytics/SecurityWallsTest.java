package io.oeeanalytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What no code of ours may do, whoever asks it to. */
class SecurityWallsTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.oeeanalytics");

    /**
     * Whom they speak with the operator sets, never a person, a model or a file: the proxy at the
     * end of an installation, an identity provider, a store of models, the broker, the model of the
     * advisor, PostgreSQL and Redis.
     */
    private static final List<String> SPEAKS_OUTSIDE =
            List.of(
                    "io.oeeanalytics.InstallationCheck",
                    "io.oeeanalytics.identity.IssuerKeys",
                    "io.oeeanalytics.identity.ProviderLine",
                    "io.oeeanalytics.registry.S3",
                    "io.oeeanalytics.production.mqtt.",
                    "io.oeeanalytics.advisor.talk.ModelLine",
                    "io.oeeanalytics.advisor.talk.ModelConfiguration",
                    "io.oeeanalytics.ops.DatabaseConfiguration",
                    "io.oeeanalytics.ops.RedisLine");

    @Test
    void only_those_who_are_named_speak_outside() {
        noClasses()
                .that(
                        DescribedPredicate.describe(
                                "are not among those who speak outside",
                                type ->
                                        SPEAKS_OUTSIDE.stream()
                                                .noneMatch(type.getName()::startsWith)))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(http\\..*|Socket|URLConnection|HttpURLConnection|DatagramSocket)"
                                + "|java\\.nio\\.channels\\..*SocketChannel|javax\\.net\\..*"
                                + "|com\\.nimbusds\\.jose\\.util\\.(DefaultResourceRetriever|ResourceRetriever)"
                                + "|software\\.amazon\\..*|com\\.hivemq\\..*|org\\.redisson\\.Redisson"
                                + "|org\\.springframework\\.web\\.client\\..*"
                                // Libraries that bring a client of their own.
                                + "|org\\.springframework\\.security\\.oauth2\\.client\\.endpoint\\.RestClient.*"
                                + "|org\\.springframework\\.security\\.oauth2\\.client\\.userinfo\\.DefaultOAuth2UserService"
                                + "|org\\.springframework\\.web\\.reactive\\.function\\.client\\..*"
                                + "|dev\\.langchain4j\\.model\\.(googleai|openai)\\..*"
                                + "|io\\.modelcontextprotocol\\.client\\..*"
                                + "|org\\.springframework\\.mail\\..*|jakarta\\.mail\\..*")
                .check(HOUSE);
    }

    /** Whatever asks for one of them: it reads with the asker's rights, and nothing else. */
    @Test
    void what_the_advisor_looks_up_is_only_looked_up() {
        noClasses()
                .that()
                .resideInAPackage("io.oeeanalytics.advisor.tool")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.oeeanalytics\\.(.*\\.Jooq[A-Za-z]*|db\\..*|.*\\.ui\\.[A-Za-z]*View)"
                                + "|java\\.(net|nio\\.file|io)\\..*|javax\\.sql\\..*|org\\.jooq\\..*"
                                // Of our rooms, what edits, stores, trains, or asks for no rights.
                                + "|io\\.oeeanalytics\\.(plant\\.Plant(Setup|Administration|Import)"
                                + "|production\\.(EventStore|OperatorEntries|LineFacts)"
                                + "|registry\\.Registry|identity\\.(SystemWork|AccountService|ApiKeys)"
                                + "|ops\\..*)")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage("io.oeeanalytics.advisor.tool", "io.oeeanalytics.advisor.mcp")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "it is one that writes, or that minds no limit to sites",
                                call ->
                                        call.getTargetOwner()
                                                        .getName()
                                                        .startsWith("io.oeeanalytics.")
                                                && (call.getName().equals("everyLine")
                                                        || isWriting(call))))
                .check(HOUSE);
    }

    private static boolean isWriting(JavaMethodCall call) {
        return call.getTarget()
                .resolveMember()
                .filter(method -> method.isAnnotatedWith(Transactional.class))
                .map(method -> method.getAnnotationOfType(Transactional.class))
                .filter(way -> !way.readOnly() && way.propagation() != Propagation.NOT_SUPPORTED)
                .isPresent();
    }

    @Test
    void nobody_opens_an_address_in_passing() {
        noClasses()
                .should()
                .callMethod(URL.class, "openStream")
                .orShould()
                .callMethod(URL.class, "openConnection")
                .orShould()
                .callMethod(URL.class, "getContent")
                .check(HOUSE);
    }

    /** Java's own client follows none unless it is told to. */
    @Test
    void nobody_is_sent_on_to_an_address_that_was_not_set() {
        noClasses()
                .should()
                .callMethod(HttpClient.Builder.class, "followRedirects", HttpClient.Redirect.class)
                .orShould()
                // Its client follows them and waits for ever.
                .callMethod(ClientRegistrations.class, "fromOidcIssuerLocation", String.class)
                .orShould()
                .callMethod(ClientRegistrations.class, "fromIssuerLocation", String.class)
                .orShould()
                .callMethod(NimbusJwtDecoder.class, "withJwkSetUri", String.class)
                .orShould()
                .callMethod(NimbusJwtDecoder.class, "withIssuerLocation", String.class)
                .check(HOUSE);
    }

    /** But this very program, with the path of a file that was stored under a name of ours. */
    @Test
    void no_program_is_started() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.oeeanalytics.advisor.document.DocumentReader")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "Runtime.exec",
                                call ->
                                        call.getTargetOwner().isEquivalentTo(Runtime.class)
                                                && call.getName().equals("exec")))
                .check(HOUSE);
    }

    @Test
    void no_text_becomes_a_program() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.expression..",
                        "javax.script..",
                        "groovy..",
                        "freemarker..",
                        "org.thymeleaf..",
                        "org.mozilla.javascript..")
                .check(HOUSE);
    }

    @Test
    void no_stored_bytes_become_objects_of_any_class() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(HOUSE);
    }

    /** Keys, tokens and first passwords cannot be foretold. */
    @Test
    void secrets_are_drawn_at_random_for_secrets() {
        noClasses()
                .that()
                .resideInAPackage("io.oeeanalytics.identity..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
                .orShould()
                .callMethod(Math.class, "random")
                .check(HOUSE);
    }

    /** Text from people reaches a page as text: no component and no script of ours writes HTML. */
    @Test
    void no_text_becomes_a_page() {
        assertThat(
                        found(
                                Path.of("src/main/java"),
                                "\\.java",
                                "innerHTML|outerHTML|insertAdjacentHTML|flow\\.component\\.Html\\b|new"
                                        + " Html\\("))
                .isEmpty();
        assertThat(
                        found(
                                Path.of("frontend/charts"),
                                "(?<!esm)\\.js",
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new"
                                        + " Function"))
                .isEmpty();
    }

    /**
     * What varies in a statement is bound. Those whose text is put together are counted: what is
     * put into them are names of our own tables and columns, and whoever adds one looks that it is.
     */
    @Test
    void no_text_becomes_a_statement() {
        var put =
                found(
                                Path.of("src/main/java"),
                                "Jooq\\w*\\.java",
                                "\\.(fetch\\w*|execute|query|resultQuery)\\(\\s*\"[^\"]*\"\\s*\\+(?!\\s*\")"
                                        + "|\\.(fetch\\w*|execute|query|resultQuery)\\([^;]*\\.formatted\\(")
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.substring(0, one.indexOf(':')),
                                        TreeMap::new,
                                        Collectors.counting()));

        assertThat(put)
                .isEqualTo(
                        Map.of(
                                "JooqImports.java", 1L,
                                "JooqRetention.java", 2L,
                                "JooqShiftReports.java", 2L,
                                "JooqSums.java", 3L,
                                "JooqTables.java", 1L));
    }

    private static List<String> found(Path folder, String names, String forbidden) {
        var name = Pattern.compile(".*" + names);
        var pattern = Pattern.compile(forbidden);
        var all = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            files.filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .forEach(
                            file -> {
                                var match = pattern.matcher(text(file));
                                while (match.find()) {
                                    all.add(file.getFileName() + ": " + match.group());
                                }
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
