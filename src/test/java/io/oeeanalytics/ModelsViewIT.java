package io.oeeanalytics;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static io.oeeanalytics.registry.RegistryFixtures.backtest;
import static io.oeeanalytics.registry.RegistryFixtures.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.registry.LeakageCheck;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.Scores;
import io.oeeanalytics.registry.Seat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The view of models for those who read and those who decide. */
@SpringBootTest
class ModelsViewIT {
    private static int named;

    @Autowired private ApplicationContext context;
    @Autowired private Registry registry;

    private String model;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-models-view").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void people(@Autowired AccountService accounts) {
        for (var role : List.of(Role.MANAGER, Role.ADMIN)) {
            authenticate("admin", "ADMIN");
            var first = accounts.open(name(role.name()), role.name(), role);
            authenticate(name(role.name()), role.name());
            accounts.changeOwnPassword(name(role.name()), first, "a password of one's own");
        }
        SecurityContextHolder.clearContext();
    }

    private static void authenticate(String name, String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name, "ROLE_" + role));
    }

    private static String name(String role) {
        return "models." + role.toLowerCase(Locale.ROOT);
    }

    /** The second beats the first, the third beats nothing. */
    @BeforeEach
    void threeVersions() {
        model = "daily-" + ++named;
        registry.offer(registry.register(version(model, 0.04)), Seat.champion(model, ""));
        registry.register(
                version(
                        model,
                        "2",
                        new Scores(
                                List.of(
                                        backtest("", 1, 0.02, 1),
                                        backtest("", 2, 0.02, 1),
                                        backtest("LINE-03", 1, 0.03, 1)),
                                List.of(new LeakageCheck("tight", true, "")),
                                List.of())));
        registry.register(version(model, 0.07));
    }

    @AfterEach
    void signOut() {
        ViewSession.signOut();
    }

    private void open(String role, String address) {
        ViewSession.signIn(context, name(role), role);
        ViewSession.go(address);
    }

    private static String cells() {
        return _find(NativeTableCell.class).stream()
                .map(cell -> cell.getElement().getTextRecursively())
                .toList()
                .toString();
    }

    private static List<String> gates() {
        return _find(ListItem.class).stream().map(ListItem::getText).toList();
    }

    private static Button button(String id) {
        return _get(Button.class, spec -> spec.withId(id));
    }

    private static String said() {
        return _get(Span.class, spec -> spec.withClasses("banner-text")).getText();
    }

    @Test
    void managers_read_everything_and_have_no_button_that_changes_something() {
        open("MANAGER", "models");
        assertThat(cells()).contains("Whole plant: 1");

        ViewSession.go("models/" + model);
        assertThat(_get(H1.class).getText()).isEqualTo(model);
        assertThat(cells()).contains("through the gates").contains("Theta");
        assertThat(_find(Chart.class)).hasSize(1);
        assertThat(_find(Button.class)).isEmpty();

        ViewSession.go("models/%s/2".formatted(model));
        assertThat(_get(H1.class).getText()).isEqualTo(model + ", version 2");
        assertThat(gates())
                .contains("Backtested on 60 origins; 20 are needed.")
                .anyMatch(
                        words ->
                                words.startsWith(
                                        "Against the champion, version 1, its error is smaller by 1.99"));
        assertThat(_get(Paragraph.class, spec -> spec.withClasses("headline")).getText())
                .startsWith("Theta was off by 2.0 points on average for Whole plant");
        assertThat(_find(Button.class)).isEmpty();
        assertThat(_get(Markdown.class).getContent()).isEqualTo("Trained on **winter**.");
    }

    @Test
    void a_line_and_another_version_to_compare_stand_in_the_address() {
        open("MANAGER", "models/%s/2?line=LINE-03&with=1".formatted(model));

        assertThat(_get(Paragraph.class, spec -> spec.withClasses("headline")).getText())
                .startsWith("Theta was off by 3.0 points on average for LINE-03");
        assertThat(cells()).contains("fp-2, fp-0.04");
        assertThat(gates()).contains("There is no champion yet.");
    }

    @Test
    void an_administrator_promotes_rolls_back_and_undoes() {
        open("ADMIN", "models/%s/2".formatted(model));

        _click(button("model-promote-champion"));
        assertThat(said()).isEqualTo("Version 2 is now Champion for Whole plant.");
        assertThat(registry.champion(model, "").orElseThrow().id().number()).isEqualTo(2);
        ViewSession.go("models/" + model);
        _click(_get(Button.class, spec -> spec.withText("Roll back")));
        assertThat(said()).startsWith("Champion for Whole plant is version 1 again.");
        assertThat(registry.champion(model, "").orElseThrow().id().number()).isEqualTo(1);
        _click(_get(Button.class, spec -> spec.withText("Undo the roll-back")));

        assertThat(registry.champion(model, "").orElseThrow().id().number()).isEqualTo(2);
        assertThat(cells()).contains("rolled back").contains("roll-back undone");
    }

    @Test
    void an_alias_is_taken_away_with_a_reason_and_given_back() {
        open("ADMIN", "models/%s/2".formatted(model));
        _click(button("model-promote-champion"));
        ViewSession.go("models/" + model);
        _click(_get(Button.class, spec -> spec.withText("Take away")));

        _click(button("model-withdraw"));
        var reason = _get(TextField.class, spec -> spec.withId("model-withdraw-reason"));
        assertThat(reason.isInvalid()).isTrue();
        reason.setValue("it was the wrong plant");
        _click(button("model-withdraw"));

        assertThat(said()).startsWith("Champion for Whole plant was taken away.");
        assertThat(registry.champion(model, "")).isEmpty();
        assertThat(cells()).contains("taken away: it was the wrong plant");
        _click(_get(Button.class, spec -> spec.withText("Roll back")));
        assertThat(registry.champion(model, "").orElseThrow().id().number()).isEqualTo(2);
    }

    @Test
    void what_the_gates_refuse_goes_past_them_only_with_a_reason() {
        open("ADMIN", "models/%s/3".formatted(model));
        assertThat(button("model-promote-champion").isEnabled()).isFalse();
        assertThat(gates())
                .anyMatch(words -> words.contains("the baseline naive its error is not smaller"));

        _click(button("model-override-champion"));
        assertThat(registry.champion(model, "").orElseThrow().id().number()).isEqualTo(1);
        _get(TextField.class, spec -> spec.withId("model-reason-champion"))
                .setValue("the line was rebuilt");
        _click(button("model-override-champion"));

        assertThat(registry.champion(model, "").orElseThrow().id().number()).isEqualTo(3);
        ViewSession.go("models/" + model);
        assertThat(cells()).contains("past the gates: the line was rebuilt");
    }

    @Test
    void notes_and_tags_are_kept_as_they_were_written() {
        open("ADMIN", "models/%s/1".formatted(model));

        _get(TextArea.class, spec -> spec.withId("model-notes"))
                .setValue("# Kept <script>alert(1)</script>");
        _click(button("model-notes-save"));
        _get(TextField.class, spec -> spec.withId("model-tag-key")).setValue("team");
        _get(TextField.class, spec -> spec.withId("model-tag-value")).setValue("north");
        _click(button("model-tag-add"));

        assertThat(_get(Markdown.class).getContent()).startsWith("# Kept");
        assertThat(_find(Span.class).stream().map(Component::getElement).map(one -> one.getText()))
                .contains("team: north", "The tag team is set.");
    }

    @Test
    void an_address_of_nothing_says_so() {
        open("MANAGER", "models/%s/99".formatted(model));

        assertThat(_get(Paragraph.class, spec -> spec.withClasses("empty-title")).getText())
                .isEqualTo("This model has no version 99");
    }
}
