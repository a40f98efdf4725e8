package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.Router;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.auth.AccessCheckDecision;
import com.vaadin.flow.server.auth.NavigationAccessControl;
import com.vaadin.flow.server.auth.NavigationContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.FirstAccounts;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JooqTables;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may what: every door and every view there is, asked by everybody there is, held against the
 * table of {@code src/docs/access-matrix.tsv}. A new one without its line there fails.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "oee.job-threads=0")
class AccessMatrixIT {
    private static final Path TABLE = Path.of("src/docs/access-matrix.tsv");
    private static final Path SEEN = Path.of("target/access-matrix.tsv");
    private static final String NOBODY = "anonymous";

    /** The steps of a sign-in. */
    private static final Set<String> SIGN_IN = Set.of("login", "login/code");

    private static final String YES = "yes";
    private static final String NO = "-";
    private static final String OWN = "a long word nobody uses";

    /** Ends the token it comes with, so it is asked last. */
    private static final String REVOKE = "POST /api/v1/auth/revoke";

    private final HttpClient http = HttpClient.newHttpClient();

    /** Who asks, with the secret that opens the doors; empty for nobody. */
    private final Map<String, String> secrets = new TreeMap<>();

    @LocalServerPort private int port;
    @Autowired private AccountService accounts;
    @Autowired private ApiKeys keys;
    @Autowired private FirstAccounts first;
    @Autowired private JooqTables tables;
    @Autowired private List<RequestMappingInfoHandlerMapping> mappings;
    @Autowired private NavigationAccessControl views;
    @Autowired private ServletContext servlets;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-access").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    private static List<String> everybody() {
        var all = new ArrayList<>(List.of(NOBODY));
        Arrays.stream(Role.values()).map(Role::name).sorted().forEach(all::add);
        Arrays.stream(Scope.values()).map(AccessMatrixIT::keyOf).sorted().forEach(all::add);
        return all;
    }

    private static String keyOf(Scope scope) {
        return "key:" + scope.name().toLowerCase(Locale.ROOT);
    }

    @BeforeEach
    void oneOfEach() {
        first.firstAdministrator();
        secrets.put(NOBODY, "");
        var suffix = "-" + System.nanoTime();
        for (var role : Role.values()) {
            secrets.put(role.name(), token(role, role.name().toLowerCase(Locale.ROOT) + suffix));
        }
        for (var scope : Scope.values()) {
            secrets.put(
                    keyOf(scope),
                    SystemWork.asAdministrator(() -> keys.open(scope + suffix, Set.of(scope))));
        }
    }

    private String token(Role role, String name) {
        var given = SystemWork.asAdministrator(() -> accounts.open(name, name, role));
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
        SecurityContextHolder.setContext(context);
        try {
            accounts.changeOwnPassword(name, given, OWN);
        } finally {
            SecurityContextHolder.clearContext();
        }
        var answer =
                new ApiClient(port, "")
                        .post(
                                "/api/v1/auth/token",
                                "{\"username\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(name, OWN));
        return answer.json().path("access_token").stringValue();
    }

    @Test
    void everybody_may_what_the_table_says_and_nothing_else() throws Exception {
        var seen = new ArrayList<String>();
        seen.add("what\t" + String.join("\t", everybody()));
        for (var door : doors()) {
            seen.add(door + "\t" + asked(door));
        }
        seen.addAll(viewLines());
        Files.createDirectories(SEEN.getParent());
        Files.write(SEEN, seen);

        assertThat(seen)
                .as("%s differs from %s", SEEN, TABLE)
                .containsExactlyElementsOf(Files.readAllLines(TABLE));
    }

    /** Method and pattern of each, the one that ends its own token last. */
    private List<String> doors() {
        var doors = new TreeSet<String>();
        for (var mapping : mappings) {
            for (var info : mapping.getHandlerMethods().keySet()) {
                for (var pattern : info.getPatternValues()) {
                    methods(info).forEach(method -> doors.add(method + " " + pattern));
                }
            }
        }
        assertThat(doors).contains(REVOKE, "PUT /api/v1/plant", "GET /actuator/prometheus");
        doors.remove(REVOKE);
        var ordered = new ArrayList<>(doors);
        ordered.add(REVOKE);
        return ordered;
    }

    /** A door for any method is asked for one that reads and one that changes. */
    private static Set<String> methods(RequestMappingInfo info) {
        var named = info.getMethodsCondition().getMethods();
        return named.isEmpty()
                ? Set.of("GET", "POST")
                : named.stream().map(RequestMethod::name).collect(Collectors.toSet());
    }

    private String asked(String door) throws Exception {
        var answers = new ArrayList<String>();
        for (var who : everybody()) {
            answers.add(isLetIn(door, secrets.getOrDefault(who, "")) ? YES : NO);
        }
        return String.join("\t", answers);
    }

    /** With a body and names that name nothing, so that nothing is changed by whoever may. */
    private boolean isLetIn(String door, String secret) throws Exception {
        var parts = door.split(" ");
        var path = parts[1].replaceAll("\\{[^}]+}", "none").replace("**", "none");
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/json");
        if (!secret.isEmpty()) {
            request.header("Authorization", "Bearer " + secret);
        }
        request.method(
                parts[0],
                parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        var sentToSignIn =
                answer.headers()
                        .firstValue("Location")
                        .filter(place -> place.endsWith("/login"))
                        .isPresent();
        return answer.statusCode() != 401 && answer.statusCode() != 403 && !sentToSignIn;
    }

    private List<String> viewLines() {
        var registry = ApplicationRouteRegistry.getInstance(new VaadinServletContext(servlets));
        var router = new Router(registry);
        var lines = new ArrayList<String>();
        registry.getRegisteredRoutes().stream()
                .sorted(Comparator.comparing(RouteData::getTemplate))
                .forEach(
                        route ->
                                lines.add(
                                        "VIEW /%s\t%s"
                                                .formatted(
                                                        route.getTemplate(),
                                                        everybody().stream()
                                                                .map(
                                                                        who ->
                                                                                seen(
                                                                                        router,
                                                                                        route, who))
                                                                .collect(
                                                                        Collectors.joining(
                                                                                "\t")))));
        assertThat(lines).hasSizeGreaterThan(10);
        return lines;
    }

    /** What the check before every navigation says; keys open no views. */
    private String seen(Router router, RouteData route, String who) {
        if (who.startsWith("key:")) {
            return NO;
        }
        @Nullable Principal principal = who.equals(NOBODY) ? null : () -> who;
        var result =
                views.checkAccess(
                        new NavigationContext(
                                router,
                                route.getNavigationTarget(),
                                new Location(route.getTemplate()),
                                RouteParameters.empty(),
                                principal,
                                role -> role.equals(who) || role.equals("ROLE_" + who),
                                false),
                        true);
        return result.decision() == AccessCheckDecision.ALLOW ? YES : NO;
    }

    @Test
    void whoever_is_not_signed_in_is_sent_to_sign_in_from_every_view() throws Exception {
        var registry = ApplicationRouteRegistry.getInstance(new VaadinServletContext(servlets));
        for (var route : registry.getRegisteredRoutes()) {
            var path = "/" + route.getTemplate().replaceAll("/?:[^/]+", "/none");

            assertThat(isLetIn("GET " + path, ""))
                    .as(path)
                    .isEqualTo(SIGN_IN.contains(route.getTemplate()));
        }
    }

    @Test
    void asking_changes_nothing() throws Exception {
        var before = rows();

        for (var door : doors()) {
            if (door.startsWith("GET ")) {
                isLetIn(door, secrets.getOrDefault(keyOf(Scope.ADMIN), ""));
            }
        }

        assertThat(rows()).isEqualTo(before);
    }

    /** Without those of the house, which notes what it did and who was refused. */
    private Map<String, Long> rows() {
        var rows = new TreeMap<>(tables.rowCounts());
        assertThat(rows).containsKey("plant.line");
        rows.keySet().removeIf(table -> table.startsWith("ops."));
        return rows;
    }

    @Test
    void no_door_changes_by_the_method_it_reads_by() {
        for (var mapping : mappings) {
            mapping.getHandlerMethods()
                    .forEach(
                            (info, handler) -> {
                                var methods = info.getMethodsCondition().getMethods();
                                if (methods.contains(RequestMethod.GET)) {
                                    // One that asks with a body may also be posted.
                                    assertThat(methods)
                                            .as(handler.toString())
                                            .isSubsetOf(
                                                    RequestMethod.GET,
                                                    RequestMethod.HEAD,
                                                    RequestMethod.POST);
                                    assertThat(handler.getMethod().getName())
                                            .as(handler.toString())
                                            .doesNotMatch(
                                                    "(?i)(create|set|put|change|remove|delete|update|rename|revoke|move|register).*");
                                }
                            });
        }
    }
}
