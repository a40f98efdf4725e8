package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static io.oeeanalytics.ViewSession.go;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.advisor.document.AddedDocuments;
import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Documents;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What people see of documents, and what they can do with them. */
@SpringBootTest(properties = "oee.job-threads=0")
class DocumentViewsIT {
    private static final String PUMP = "# Pump\n\nPress the seal on with the violet mandrel.";

    @Autowired private ApplicationContext context;
    @Autowired private Documents documents;
    @Autowired private PlantSetup setup;
    @Autowired private JdbcClient database;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-document-views").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void people(@Autowired AccountService accounts) {
        for (var role : List.of(Role.MANAGER, Role.ADMIN)) {
            String first = SystemWork.asAdministrator(() -> accounts.open(name(role), "Ann", role));
            SecurityContextHolder.getContext()
                    .setAuthentication(TestSignIn.everywhere(name(role), "ROLE_" + role));
            accounts.changeOwnPassword(name(role), first, "a password of one's own");
        }
        SecurityContextHolder.clearContext();
    }

    private static String name(Role role) {
        return "documents." + role.name().toLowerCase(Locale.ROOT);
    }

    @BeforeEach
    void nothingIsThere() {
        database.sql("truncate advisor.document cascade").update();
    }

    @AfterEach
    void signOut() {
        ViewSession.signOut();
    }

    private void signIn(Role role) {
        ViewSession.signIn(context, name(role), role.name());
    }

    private int added(String content, Set<Line> lines) {
        return new AddedDocuments(context)
                .text("pump.md", content, lines.stream().map(Line::id).collect(Collectors.toSet()));
    }

    private static void press(String words) {
        _click(_get(Button.class, spec -> spec.withText(words)));
    }

    private Audience audience(int id) {
        return documents.find(id).orElseThrow().audience();
    }

    private static List<String> shown() {
        return _find(Paragraph.class, spec -> spec.withClasses("document-words")).stream()
                .map(Paragraph::getText)
                .toList();
    }

    /** 200 passages: from the tenth before the cited one, 50 at a time. */
    @Test
    void a_long_document_opens_around_the_cited_passage_and_shows_more_when_asked() {
        int id =
                added(
                        IntStream.range(0, 200)
                                .mapToObj("# Step %1$d\n\nDo what step %1$d says.\n\n"::formatted)
                                .collect(Collectors.joining()),
                        Set.of());
        signIn(Role.MANAGER);

        go("documents/" + id + "?passage=120");

        assertThat(shown()).hasSize(50);
        assertThat(shown().getFirst()).isEqualTo("Do what step 110 says.");
        assertThat(
                        _get(Div.class, spec -> spec.withAttribute("aria-current", "true"))
                                .getChildren()
                                .map(part -> part.getElement().getText()))
                .contains("Do what step 120 says.");
        assertThat(_find(Span.class, spec -> spec.withText("Passages 111 to 160 of 200")))
                .hasSize(1);
        press("Later passages");
        assertThat(shown()).hasSize(90);
        assertThat(_find(Button.class, spec -> spec.withText("Later passages"))).isEmpty();
        press("Earlier passages");
        press("Earlier passages");
        press("Earlier passages");
        assertThat(shown())
                .containsExactlyElementsOf(
                        IntStream.range(0, 200)
                                .mapToObj("Do what step %d says."::formatted)
                                .toList());
        assertThat(_find(Button.class, spec -> spec.withText("Earlier passages"))).isEmpty();
        go("documents/" + id + "?passage=999999");
        assertThat(shown())
                .containsExactlyInAnyOrder(
                        IntStream.range(199, 200)
                                .mapToObj("Do what step %d says."::formatted)
                                .toArray(String[]::new));
    }

    @Test
    void managers_and_administrators_read_and_nobody_loses_a_document_by_a_tick() {
        int id = added(PUMP, Set.of());
        signIn(Role.MANAGER);
        go("documents/" + id);
        press("Change title and readers");
        CheckboxGroup<Role> roles = roles();
        assertThat(roles.getListDataView().getItems())
                .containsExactlyInAnyOrder(Role.ADMIN, Role.MANAGER);

        roles.setValue(Set.of(Role.ADMIN));
        press("Save");

        assertThat(roles.isInvalid()).isTrue();
        assertThat(audience(id).roles()).contains(Role.MANAGER);
        ViewSession.signOut();
        signIn(Role.ADMIN);
        go("documents/" + id);
        press("Change title and readers");
        roles().setValue(Set.of(Role.ADMIN));
        press("Save");
        assertThat(audience(id).roles()).containsExactly(Role.ADMIN);
    }

    @SuppressWarnings("unchecked")
    private static CheckboxGroup<Role> roles() {
        return _get(CheckboxGroup.class);
    }

    @SuppressWarnings("unchecked")
    private static RadioButtonGroup<Boolean> everyLine() {
        return _get(RadioButtonGroup.class);
    }

    @Test
    void another_title_does_not_open_a_document_whose_lines_are_gone() {
        var line = setup.openLine(setup.openSite("Gone", ZoneId.of("UTC")), "GONE-1", "Line");
        int id = added(PUMP, Set.of(line));
        database.sql("delete from advisor.document_line").update();
        signIn(Role.MANAGER);
        go("documents/" + id);
        assertThat(_find(Paragraph.class, spec -> spec.withClasses("headline-note")))
                .extracting(Paragraph::getText)
                .containsExactly(
                        "May be read by: Administrator, Manager of all sites; its lines are gone");

        press("Change title and readers");
        _get(_get(Dialog.class), TextField.class).setValue("Pump P-17");
        press("Save");

        assertThat(_get(H1.class).getText()).isEqualTo("Pump P-17");
        assertThat(audience(id).everyLine()).isFalse();
        press("Change title and readers");
        everyLine().setValue(true);
        press("Save");
        assertThat(audience(id).everyLine()).isTrue();
        press("Change title and readers");
        everyLine().setValue(false);
        press("Save");
        assertThat(_get(MultiSelectComboBox.class).isInvalid()).isTrue();
        assertThat(audience(id).everyLine()).isTrue();
    }

    @Test
    void what_was_removed_is_listed_and_brought_back() {
        int id = added(PUMP, Set.of());
        signIn(Role.MANAGER);
        go("documents");
        assertThat(_find(Grid.class, spec -> spec.withId("documents-removed"))).isEmpty();
        documents.remove(id);

        go("guide");
        go("documents");
        Grid<?> removed = _get(Grid.class, spec -> spec.withId("documents-removed"));
        assertThat(GridKt._size(removed)).isOne();
        var back = GridKt._getCellComponent(removed, 0, "back");
        _click((Button) back);

        assertThat(documents.find(id)).isPresent();
        assertThat(_find(Grid.class, spec -> spec.withId("documents-removed"))).isEmpty();
    }

    @Test
    void what_somebody_removed_meanwhile_is_said_to_be_gone() {
        int id = added(PUMP, Set.of());
        signIn(Role.MANAGER);
        go("documents/" + id);
        documents.remove(id);

        press("Read again");

        assertThat(_get(H1.class).getText()).isEqualTo("Documents");
    }
}
