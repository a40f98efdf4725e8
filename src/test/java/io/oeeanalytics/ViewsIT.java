package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.fakeservlet.FakeRequest;
import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockAccessDeniedException;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.NotFoundError;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.mock.MockedUI;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServlet;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.DayAccount;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.Segment;
import io.oeeanalytics.oee.WhyAnalysis;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.LiveFacts;
import io.oeeanalytics.production.LoggedState;
import io.oeeanalytics.production.OperatorEntries;
import io.oeeanalytics.production.ingest.ImportDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.ClassUtils;

/** Every view on the server, for every role, without a browser; and the services behind them. */
@SpringBootTest
class ViewsIT {
    private static final Routes ROUTES = routes();
    private static final AuditQuestion REFUSED_VIEWS =
            new AuditQuestion(
                    Optional.of(AuditAction.ACCESS),
                    true,
                    "VIEW /",
                    Optional.empty(),
                    Optional.empty());
    private static Line line;

    @Autowired private ApplicationContext context;
    @Autowired private OperatorEntries entries;
    @Autowired private AuditTrail audit;
    @Autowired private LineFigures figures;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-views").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    /** 16 March 2026 in UTC: production 8-10, failure 10-11, production 11-12. */
    @BeforeAll
    static void oneLine(@Autowired PlantSetup plant, @Autowired LiveFacts facts) {
        var site = plant.openSite("Test site", ZoneId.of("UTC"));
        line = plant.openLine(site, "VIEW-1", "Line to look at");
        plant.addCycle(line.id(), null, null, 60_000, "test");
        facts.tell(
                line.id(),
                List.of(
                        new LoggedState(at("08:00"), at("10:00"), 1),
                        new LoggedState(at("10:00"), at("11:00"), 21),
                        new LoggedState(at("11:00"), at("12:00"), 1)),
                List.of());
    }

    @BeforeAll
    static void people(@Autowired AccountService accounts) {
        for (var role : Role.values()) {
            authenticate("admin", "ADMIN");
            var first = accounts.open(name(role.name()), role.name(), role);
            authenticate(name(role.name()), role.name());
            accounts.changeOwnPassword(name(role.name()), first, "a password of one's own");
        }
        SecurityContextHolder.clearContext();
    }

    @AfterEach
    void signOut() {
        MockVaadin.tearDown();
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @CsvSource({
        "MANAGER,lines,Lines",
        "MANAGER,forecast,Forecast",
        "MANAGER,models,Models",
        "ADMIN,models,Models",
        "MANAGER,models/nowhere,Models",
        "MANAGER,import,Import",
        "MANAGER,line?line=VIEW-1,Line to look at",
        "MANAGER,day?line=VIEW-1&date=2026-03-16,'Line to look at, Mon Mar 16, 2026'",
        "MANAGER,explain?line=VIEW-1&from=2026-03-16,'Why? Line to look at, Mar 16, 2026'",
        "MANAGER,explain?from=2026-03-16&to=2026-03-20&definition=semi_e79,'Why? Line to look at, Mar 16, 2026 – Mar 20, 2026'",
        "MANAGER,explain?line=NOWHERE,Which figure?",
        "MANAGER,why?line=VIEW-1&from=2026-03-16,Why did OEE change? Line to look at",
        "MANAGER,why?from=2026-03-16&against=target,Why is OEE not on target? All lines",
        "MANAGER,why?line=NOWHERE,Which figures?",
        "MANAGER,edits,Edits",
        "ADMIN,accounts,Accounts",
        "ADMIN,api-keys,API keys",
        "ADMIN,plant?line=VIEW-1,Plant",
        "MANAGER,plant,Plant",
        "ADMIN,import,Import",
        "MANAGER,password,Your password",
        "OPERATOR,password,Your password",
        "OPERATOR,guide,OEE guide",
        "MANAGER,guide/9,OEE guide",
        "ADMIN,guide,OEE guide"
    })
    void a_role_opens_its_views(String role, String address, String title) {
        signIn(role);

        go(address);

        assertThat(_get(H1.class).getText()).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR,lines",
        "OPERATOR,line?line=VIEW-1",
        "OPERATOR,day?line=VIEW-1&date=2026-03-16",
        "OPERATOR,explain?line=VIEW-1&from=2026-03-16",
        "OPERATOR,why?line=VIEW-1&from=2026-03-16",
        "OPERATOR,edits",
        "OPERATOR,forecast",
        "OPERATOR,models",
        "OPERATOR,models/daily/1",
        "OPERATOR,import",
        "OPERATOR,accounts",
        "OPERATOR,api-keys",
        "MANAGER,api-keys",
        "OPERATOR,plant",
        "MANAGER,accounts",
        "MANAGER,shop-floor",
        "ADMIN,shop-floor",
        "ADMIN,lines"
    })
    void a_role_is_refused_the_views_of_others(String role, String address) {
        signIn(role);

        assertThatThrownBy(() -> go(address)).isInstanceOf(MockAccessDeniedException.class);
        authenticate("admin", "ADMIN");
        var written = audit.newest(REFUSED_VIEWS, 0, 1).getFirst();
        assertThat(written.who()).isEqualTo(name(role));
        assertThat(written.object()).isEqualTo("VIEW /" + address.replaceFirst("\\?.*", ""));
    }

    @Test
    void the_menu_of_others_is_no_refusal() {
        authenticate("admin", "ADMIN");
        int before = audit.count(REFUSED_VIEWS);
        signIn("OPERATOR");

        go("shop-floor");

        authenticate("admin", "ADMIN");
        assertThat(audit.count(REFUSED_VIEWS)).isEqualTo(before);
    }

    @Test
    void the_shop_floor_offers_lines_then_the_actions_of_one() {
        signIn("OPERATOR");
        go("shop-floor");
        assertThat(_find(NativeButton.class, spec -> spec.withClasses("reason-tile"))).hasSize(1);

        go("shop-floor?line=VIEW-1");
        _click(_get(NativeButton.class, spec -> spec.withId("floor-reason")));

        assertThat(_find(NativeButton.class, spec -> spec.withClasses("reason-tile"))).isEmpty();
        _click(_get(NativeButton.class, spec -> spec.withId("floor-scrap")));
        assertThat(_get(Paragraph.class, spec -> spec.withClasses("reason-title")).getText())
                .isEqualTo("Scrap");
    }

    @Test
    void each_line_of_the_guides_contents_leads_to_a_section() {
        signIn("MANAGER");
        go("guide");

        var links =
                _find(Anchor.class).stream()
                        .filter(link -> link.getHref().startsWith("guide/"))
                        .toList();
        assertThat(links).hasSizeGreaterThan(15).hasSameSizeAs(_find(Markdown.class));
        for (var link : links) {
            go(link.getHref());
            assertThat(_get(H1.class).getText()).isEqualTo("OEE guide");
        }
        go("guide/9?language=fr");
        assertThat(_get(H1.class).getText()).isEqualTo("Guide du TRS");
        assertThatThrownBy(() -> go("guide/99")).isInstanceOf(NotFoundError.class);
    }

    @Test
    void the_import_has_a_place_to_drop_a_file() {
        signIn("MANAGER");
        go("import");

        assertThat(_find(Upload.class)).hasSize(1);
    }

    @Test
    void an_administrator_opens_a_key_that_is_shown_once() {
        signIn("ADMIN");
        go("api-keys");

        _get(TextField.class, spec -> spec.withId("key-name")).setValue("Press 1 PLC");
        _click(_get(Button.class, spec -> spec.withId("key-open")));
        var shown = _get(Span.class, spec -> spec.withClasses("banner-text")).getText();
        _get(TextField.class, spec -> spec.withId("key-name")).setValue("Press 1 PLC");
        _click(_get(Button.class, spec -> spec.withId("key-open")));

        assertThat(shown).startsWith("Key of Press 1 PLC: oee_");
        assertThat(_get(Span.class, spec -> spec.withClasses("banner-text")).getText())
                .contains("already");
        go("password");
        go("api-keys");
        assertThat(_find(Span.class, spec -> spec.withClasses("banner-text"))).isEmpty();
    }

    @Test
    void a_reason_moves_the_time_of_its_stop_and_taking_it_back_restores_it() {
        signIn("OPERATOR");
        int entry = entries.explain(line, at("10:00"), at("11:00"), 31);
        signIn("MANAGER");
        var explained = figures.day(line, LocalDate.of(2026, 3, 16)).orElseThrow();
        signIn("OPERATOR");
        entries.revokeReason(line, entry);
        signIn("MANAGER");
        var restored = figures.day(line, LocalDate.of(2026, 3, 16)).orElseThrow();

        assertThat(explained.ledger().setupMs()).isEqualTo(3_600_000);
        assertThat(explained.ledger().delayMs()).isZero();
        assertThat(restored.ledger().setupMs()).isZero();
        assertThat(restored.ledger().delayMs()).isEqualTo(3_600_000);
        assertThat(restored.timeline())
                .filteredOn(segment -> segment.kind() == Segment.Kind.DELAY)
                .hasSize(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_manager_changes_the_reason_of_a_stop_of_a_past_day_and_takes_it_back() {
        var date = LocalDate.of(2026, 3, 16);
        signIn("MANAGER");
        go("day?line=VIEW-1&date=2026-03-16");

        Grid<?> events = _get(Grid.class);
        _click((Button) GridKt._getCellComponent(events, 1, "reason"));
        var reasons = (Select<Status>) _get(Select.class, spec -> spec.withId("stop-reason"));
        var offered = reasons.getListDataView().getItems().toList();
        assertThat(offered)
                .extracting(Status::category)
                .contains(TimeCategory.DELAY, TimeCategory.SET_UP)
                .doesNotContain(TimeCategory.PRODUCTION, TimeCategory.UNKNOWN);
        reasons.setValue(
                offered.stream().filter(one -> one.code() == 31).findFirst().orElseThrow());
        _click(_get(Button.class, spec -> spec.withId("stop-reason-save")));

        var changed = figures.day(line, date).orElseThrow();
        assertThat(changed.ledger().setupMs()).isEqualTo(3_600_000);
        assertThat(changed.events())
                .filteredOn(event -> event.state().status() == 31)
                .extracting(DayAccount.LoggedEvent::by)
                .containsExactly(name("MANAGER"));
        _click(_get(NativeButton.class, spec -> spec.withId("stop-reason-undo")));
        assertThat(figures.day(line, date).orElseThrow().ledger().setupMs()).isZero();
    }

    @Test
    void nobody_takes_back_what_another_said_and_no_status_is_invented() {
        signIn("OPERATOR");
        int entry = entries.explain(line, at("10:00"), at("11:00"), 31);
        signIn("ADMIN");

        assertThatThrownBy(() -> entries.revokeReason(line, entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VIEW-1");
        assertThatThrownBy(() -> entries.explain(line, at("10:00"), null, 12345))
                .hasMessageContaining("12345");
        assertThatThrownBy(() -> entries.explain(line, at("10:00"), null, 1))
                .hasMessageContaining("no reason of a stop");
        assertThatThrownBy(() -> entries.count(line, 0, 0)).hasMessageContaining("0 good");
        signIn("OPERATOR");
        entries.revokeReason(line, entry);
    }

    @Test
    void services_refuse_who_is_not_meant(@Autowired ImportDesk desk, @Autowired WhyAnalysis why) {
        var day = new Period(LocalDate.of(2026, 3, 16), LocalDate.of(2026, 3, 16));
        signIn("OPERATOR");

        assertThatThrownBy(desk::newest).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> figures.lastDate()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> why.between(List.of(line), day.previous(), day, null))
                .isInstanceOf(AccessDeniedException.class);
    }

    /** Views are package-private, and Karibu's own search finds public ones only. */
    private static Routes routes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        var routes = new Routes();
        for (var view : scanner.findCandidateComponents("io.oeeanalytics")) {
            routes.getRoutes()
                    .add(
                            ClassUtils.resolveClassName(
                                            Objects.requireNonNull(view.getBeanClassName()), null)
                                    .asSubclass(Component.class));
        }
        return routes;
    }

    private static void go(String address) {
        var location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }

    private void signIn(String role) {
        var who = authenticate(name(role), role);
        Locale.setDefault(Locale.ENGLISH);
        MockVaadin.setup(MockedUI::new, new MockSpringServlet(ROUTES, context, MockedUI::new));
        var request =
                (FakeRequest)
                        ((VaadinServletRequest) VaadinServletRequest.getCurrent()).getRequest();
        request.setUserPrincipalInt(who);
        request.setUserInRole(
                (principal, asked) -> asked.equals(role) || asked.equals("ROLE_" + role));
        request.getSession()
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                        SecurityContextHolder.getContext());
    }

    private static Authentication authenticate(String name, String role) {
        var who = TestSignIn.everywhere(name, "ROLE_" + role);
        SecurityContextHolder.getContext().setAuthentication(who);
        return who;
    }

    private static String name(String role) {
        return "test." + role.toLowerCase(Locale.ROOT);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-16T%s:00Z".formatted(time));
    }
}
