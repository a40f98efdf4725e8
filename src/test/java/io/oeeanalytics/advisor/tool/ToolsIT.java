package io.oeeanalytics.advisor.tool;

import static io.oeeanalytics.advisor.tool.ToolCalls.figure;
import static io.oeeanalytics.advisor.tool.ToolCalls.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.identity.SiteScope;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Every tool on the plant of {@link ToolsPlant}. */
@SpringBootTest(properties = "oee.job-threads=0")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolsIT {
    @Autowired private Tools tools;
    @Autowired private Texts texts;
    @Autowired private ApplicationContext context;

    private ToolsPlant plant;
    private ToolCalls calls;
    private LocalDate today;
    private LocalDate yesterday;
    private LocalDate before;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-tools").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    void twoSites() {
        plant = ToolsPlant.open(context);
        today = plant.today;
        yesterday = plant.yesterday;
        before = plant.before;
        calls = new ToolCalls(tools, texts, today);
    }

    @BeforeEach
    void signIn() {
        signIn("MANAGER", SiteScope.EVERYWHERE);
    }

    private static void signIn(String role, SiteScope scope) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.at(scope, "ann", "ROLE_" + role));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private ToolResult run(String tool, String... pairs) throws ToolRefused {
        return calls.run(tool, pairs);
    }

    @Test
    void oee_comes_with_its_factors_target_pieces_and_times() throws ToolRefused {
        var day = yesterday.toString();
        var result = run("oee", "lines", "steady", "from", day);

        assertThat(result.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(figure(result, "oee")).isEqualTo(200 / 480.0);
        assertThat(figure(result, "availability")).isEqualTo(0.75);
        assertThat(figure(result, "effectiveness")).isEqualTo(240 / 360.0);
        assertThat(figure(result, "quality")).isEqualTo(200 / 240.0);
        assertThat(figure(result, "distance to target")).isEqualTo(-0.083);
        assertThat(figure(result, "coverage")).isEqualTo(1);
        assertThat(figure(result, "delays")).isEqualTo(2 * 3_600_000.0);
        assertThat(words(result))
                .contains(
                        "OEE of STEADY was 41.7 %% (%s)."
                                .formatted(new Numerals(Locale.ENGLISH).date(yesterday)),
                        "Availability 75.0 %, Effectiveness 66.7 %, Quality 83.3 %.",
                        "The target is 50.0 %; OEE is 8.3 points below it.",
                        "Pieces: 240; good 200, scrap 40, rework 0.");
        assertThat(result.ways())
                .extracting(ToolResult.Way::address)
                .contains("explain?from=%s&line=STEADY&to=%s".formatted(day, day));
    }

    /** By a code of its own at each: 96 of WEAK and 480 of HIDDEN. */
    @Test
    void a_product_of_several_sites_is_counted_at_each() throws ToolRefused {
        var everywhere = run("oee", "product", "first", "from", yesterday.toString());

        assertThat(words(everywhere)).contains("Pieces: 576; good 576, scrap 0, rework 0.");
        assertThat(everywhere.title()).contains("all lines, FIRST").doesNotContain("FIRST, FIRST");

        signIn("MANAGER", SiteScope.of(Set.of(plant.north.id())));
        var north = run("oee", "product", "first", "from", yesterday.toString());
        assertThat(words(north)).contains("Pieces: 96; good 96, scrap 0, rework 0.");
    }

    @Test
    void groups_are_told_apart_best_and_worst() throws ToolRefused {
        var day = yesterday.toString();
        var lines = run("oee", "from", day, "group_by", "line", "lines", "STEADY", "lines", "weak");
        var products = run("oee", "lines", "STEADY", "from", day, "product", "second");
        var days =
                run(
                        "oee",
                        "lines",
                        "Filler",
                        "from",
                        before.toString(),
                        "to",
                        day,
                        "group_by",
                        "day",
                        "shift",
                        "1");

        assertThat(words(lines)).contains("Best: STEADY with 41.7 %.", "Worst: WEAK with 20.0 %.");
        assertThat(figure(lines, "oee")).isEqualTo(296 / 960.0);
        assertThat(lines.chart().orElseThrow().series().getFirst().values())
                .containsExactly(200 / 480.0, 0.2);
        assertThat(figure(products, "pieces")).isEqualTo(240);
        assertThat(figure(days, "oee")).isEqualTo(440 / 960.0);
        assertThat(days.chart().orElseThrow().series().getFirst().values())
                .containsExactly(0.5, 200 / 480.0);
        for (var by : List.of("hour", "shift", "week", "month", "product", "total")) {
            assertThat(run("oee", "from", day, "group_by", by).outcome())
                    .isEqualTo(Outcome.ANSWERED);
        }
    }

    @Test
    void what_is_hardly_known_and_what_is_not_at_all_is_said() throws ToolRefused {
        var hardly = run("oee", "lines", "WEAK", "from", today.minusDays(3).toString());
        var nothing = run("oee", "lines", "WEAK", "from", today.minusDays(300).toString());

        assertThat(hardly.outcome()).isEqualTo(Outcome.LOW_COVERAGE);
        assertThat(words(hardly).getFirst())
                .startsWith("Of WEAK (")
                .contains("only 12.5 % of the planned time is known");
        assertThat(nothing.outcome()).isEqualTo(Outcome.NO_DATA);
    }

    @Test
    void losses_and_stops_tell_the_failure() throws ToolRefused {
        var day = yesterday.toString();
        var losses = run("losses", "lines", "STEADY", "from", day);
        var byLevel = run("losses", "lines", "STEADY", "from", day, "level", "1");
        var stops = run("stops", "line", "STEADY", "from", day, "order", "latest");
        var none = run("losses", "lines", "STEADY", "from", before.toString());

        assertThat(figure(losses, "lost time")).isEqualTo(2 * 3_600_000.0);
        assertThat(figure(losses, "stops")).isEqualTo(1);
        assertThat(words(losses))
                .contains("“Machine Failure” took 2 h 00 min, 100.0 % of all stops, 1 times.");
        assertThat(byLevel.statements()).hasSize(2);
        assertThat(words(stops))
                .anySatisfy(
                        words ->
                                assertThat(words)
                                        .endsWith("12:00: 2 h 00 min, “Machine Failure”."));
        assertThat(none.outcome()).isEqualTo(Outcome.NO_DATA);
    }

    @Test
    void now_is_told_with_its_reason() throws ToolRefused {
        var result = run("current_state", "lines", "WEAK", "lines", "STEADY");

        assertThat(words(result))
                .contains("Running: 0. Not running: 1. Nothing heard: 1.")
                .anySatisfy(
                        words ->
                                assertThat(words)
                                        .startsWith("WEAK has not been running since")
                                        .contains("“Machine Failure”"));
    }

    @Test
    void why_is_what_the_page_says() throws ToolRefused {
        var result = run("why", "lines", "STEADY", "from", yesterday.toString());
        var target =
                run("why", "lines", "STEADY", "from", yesterday.toString(), "against", "target");
        var aimless =
                run("why", "lines", "WEAK", "from", yesterday.toString(), "against", "target");

        assertThat(words(result).getFirst())
                .startsWith("OEE fell by 8.3 points, from 50.0 to 41.7 %");
        assertThat(figure(result, "change of OEE")).isEqualTo(-0.083);
        assertThat(words(result))
                .contains(
                        "Availability took 13.3 points.",
                        "Mainly: Breakdowns (−13.3), above all Machine Failure (−13.3).");
        assertThat(words(target).getFirst())
                .startsWith("OEE of 41.7 % is 8.3 points below the target of 50.0 %");
        assertThat(aimless.outcome()).isEqualTo(Outcome.NO_DATA);
        assertThat(result.ways().getFirst().address()).startsWith("why?from=");
    }

    @Test
    void periods_and_lines_stand_side_by_side() throws ToolRefused {
        var day = yesterday.toString();
        var periods = run("compare", "lines", "STEADY", "from", day);
        var lines = run("compare", "lines", "STEADY, WEAK", "from", day);

        assertThat(figure(periods, "difference of oee")).isEqualTo(-0.083);
        assertThat(figure(periods, "difference of Availability")).isEqualTo(-0.25);
        assertThat(figure(lines, "difference of oee")).isEqualTo(-0.217);
        assertThat(words(lines).getFirst()).startsWith("WEAK is 21.7 points below STEADY:");
    }

    @Test
    void the_forecast_has_intervals_a_naive_one_beside_it_and_a_chance() throws ToolRefused {
        var result = run("forecast", "line", "STEADY", "days", "3");
        var none = run("forecast", "line", "WEAK");

        assertThat(result.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(result.chart().orElseThrow().categories()).hasSize(3);
        assertThat(figure(result, "level of the wide interval")).isEqualTo(0.95);
        assertThat(figure(result, "lower end at 95 %"))
                .isLessThanOrEqualTo(figure(result, "lower end at 80 %"));
        assertThat(figure(result, "chance to miss the target")).isBetween(0.01, 0.99);
        assertThat(none.outcome()).isEqualTo(Outcome.NO_DATA);
        assertThat(words(none).getFirst()).contains("usable days");
    }

    @Test
    void the_model_the_plant_and_what_is_meant_are_told() throws ToolRefused {
        var model = run("model_facts", "line", "STEADY");
        var there = run("plant");
        var definition = run("definition", "figure", "performance");

        assertThat(words(model).getFirst()).startsWith("The method this product comes with");
        assertThat(words(there))
                .contains("Shifts within a week: shift 1 from 06:00 to 14:00.")
                .anySatisfy(words -> assertThat(words).contains("STEADY (Filler)"))
                .noneSatisfy(words -> assertThat(words).contains("\u200B"));
        assertThat(words(definition).getFirst()).startsWith("Effectiveness");
        assertThat(definition.ways()).extracting(ToolResult.Way::address).contains("guide/2");
    }

    @Test
    void attention_goes_to_what_is_below_target_or_hardly_known() throws ToolRefused {
        var day = yesterday.toString();
        var below = run("attention", "from", day);
        var hardly = run("attention", "from", today.minusDays(3).toString());

        assertThat(words(below).getFirst())
                .isEqualTo("STEADY reached 41.7 %, 8.3 points below its target of 50.0 %.");
        assertThat(words(hardly))
                .anySatisfy(
                        words ->
                                assertThat(words)
                                        .startsWith("Of WEAK hardly anything is known: 12.5 %"));
    }

    @Test
    void other_languages_say_the_same() throws ToolRefused {
        var day = yesterday.toString();
        for (var locale : List.of(Locale.GERMAN, Locale.FRENCH)) {
            for (var tool : tools.all()) {
                var result =
                        calls.run(
                                locale,
                                tool.name(),
                                "line",
                                "STEADY",
                                "from",
                                day,
                                "query",
                                "Ölstand");
                assertThat(result.title()).doesNotContain("advisor.").doesNotContain("{");
                assertThat(words(result))
                        .noneSatisfy(
                                words -> assertThat(words).containsPattern("advisor\\.|\\{\\d"));
            }
        }

        assertThat(words(calls.run(Locale.GERMAN, "oee", "line", "STEADY", "from", day)))
                .contains(
                        "Das Ziel ist 50,0 %; die OEE liegt 8,3 Punkte darunter.",
                        "Verfügbarkeit 75,0 %, Effektivität 66,7 %, Qualität 83,3 %.");
        assertThat(words(calls.run(Locale.FRENCH, "oee", "line", "STEADY", "from", day)))
                .contains("Disponibilité 75,0 %, Performance 66,7 %, Qualité 83,3 %.");
        assertThat(words(calls.run(Locale.FRENCH, "why", "line", "STEADY", "from", day)).getFirst())
                .startsWith("Le TRS a baissé de 8,3 points, de 50,0 à 41,7 %");
    }

    @Test
    void without_dates_the_last_known_week_is_meant() throws ToolRefused {
        var numerals = new Numerals(Locale.ENGLISH);

        assertThat(run("losses", "line", "STEADY").title())
                .isEqualTo(
                        "Losses of STEADY, %s – %s"
                                .formatted(
                                        numerals.date(plant.lastKnown().minusDays(6)),
                                        numerals.date(plant.lastKnown())));
    }

    @Test
    void what_cannot_be_meant_is_refused_with_the_remedy() {
        var day = yesterday.toString();
        assertThat(calls.refusal("drop_tables")).isEqualTo("There is no tool “drop_tables”.");
        assertThat(calls.refusal("oee", "from", "next week"))
                .isEqualTo("from is not a date: “next week”. Write it as in 2026-03-16.");
        assertThat(calls.refusal("oee", "from", day, "to", before.toString()))
                .isEqualTo("A period from %s cannot end before it, on %s.".formatted(day, before));
        assertThat(calls.refusal("oee", "from", today.plusDays(1).toString()))
                .contains("has not come yet");
        assertThat(calls.refusal("oee", "from", "1990-01-01", "to", day))
                .contains("at most 4,000 days");
        assertThat(calls.refusal("stops", "line", "STEADY", "from", "2025-01-01", "to", day))
                .contains("at most 31 days");
        assertThat(calls.refusal("oee", "from", day, "shift", "12")).contains("not “12”");
        assertThat(calls.refusal("oee", "from", day, "shift", "1", "group_by", "week"))
                .contains("cannot be told apart by week");
        assertThat(calls.refusal("oee", "group_by", "moon")).contains("not “moon”");
        assertThat(calls.refusal("oee", "product", "none", "from", day))
                .contains("There is no product “none”", "FIRST, SECOND");
        assertThat(calls.refusal("stops")).startsWith("Name one line:");
        assertThat(calls.refusal("search_documents")).isEqualTo("Say what is looked for.");
        assertThat(calls.refusal("oee", "from", "x".repeat(500))).hasSizeLessThan(160);
        assertThat(calls.refusal("oee", "line", "a\u200B\u202Eb\nc")).contains("“ab c”");
    }

    @Test
    void who_is_of_one_site_finds_nothing_of_another() throws ToolRefused {
        signIn("MANAGER", SiteScope.of(Set.of(plant.north.id())));
        var there = run("plant");
        var all = run("oee", "from", yesterday.toString(), "group_by", "line");

        assertThat(words(there)).noneSatisfy(words -> assertThat(words).contains("HIDDEN"));
        assertThat(all.toString()).doesNotContain("HIDDEN").doesNotContain("SOUTH");
        assertThat(run("attention").toString()).doesNotContain("HIDDEN");
        assertThat(run("current_state").toString()).doesNotContain("HIDDEN");
        for (var tool : tools.all()) {
            if (!tool.name().equals("search_documents")) {
                assertThat(calls.refusal(tool.name(), "line", "HIDDEN"))
                        .isEqualTo(
                                calls.refusal(tool.name(), "line", "NOWHERE")
                                        .replace("NOWHERE", "HIDDEN"));
            }
        }
    }

    @Test
    void who_may_see_no_figures_is_denied_every_one() {
        signIn("OPERATOR", SiteScope.EVERYWHERE);

        for (var tool : tools.all()) {
            if (!tool.name().equals("search_documents")) {
                for (var line : List.of("STEADY", "NOWHERE")) {
                    assertThatThrownBy(
                                    () ->
                                            tools.run(
                                                    tool.name(),
                                                    ToolCalls.arguments("line", line),
                                                    Locale.ENGLISH))
                            .as(tool.name())
                            .isInstanceOf(AccessDeniedException.class);
                }
            }
        }
    }

    @Test
    void the_tools_are_those_that_are_agreed() {
        assertThat(tools.all())
                .extracting(Tool::name)
                .containsExactly(
                        "attention",
                        "compare",
                        "current_state",
                        "definition",
                        "forecast",
                        "losses",
                        "model_facts",
                        "oee",
                        "plant",
                        "search_documents",
                        "stops",
                        "why");
        for (var tool : tools.all()) {
            assertThat(tool.description()).hasSizeBetween(40, 400);
            for (var parameter : tool.parameters()) {
                assertThat(parameter.choices().isEmpty())
                        .isEqualTo(parameter.type() != Tool.Type.CHOICE);
            }
        }
    }
}
