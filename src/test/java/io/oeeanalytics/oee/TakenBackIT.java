package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.OperatorEntries;
import io.oeeanalytics.production.ingest.FileImporter;
import io.oeeanalytics.production.ingest.FileProbe;
import io.oeeanalytics.production.ingest.ImportReport.State;
import io.oeeanalytics.production.ingest.ImportRequest;
import io.oeeanalytics.production.ingest.ImportWatch;
import io.oeeanalytics.production.ingest.NewLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What people load and take back, say and take back: each is an edit of theirs, and what was known
 * in between stays known. The line plans Mondays from 06:00 to 14:00 in UTC, an item takes 60 s at
 * best; it ran from 06:00 to 12:00, stood still until 14:00 and made 240: OEE 240/480 = 0.5.
 */
class TakenBackIT {
    private static final int RUN = 1;
    private static final int CLEANING = 12;
    private static final int FAILURE = 21;
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private Line line;

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        rooms.close();
    }

    @BeforeEach
    void aClosedShift() {
        rooms.forgetAll();
        rooms.now(at("06:00"));
        var setup = rooms.get(PlantSetup.class);
        var site = setup.openSite("UTC", ZoneId.of("UTC"));
        line = setup.openLine(site, "L", "Line");
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                List.of(
                        new ShiftTime(
                                DayOfWeek.MONDAY,
                                1,
                                LocalTime.of(6, 0),
                                LocalTime.of(14, 0),
                                List.of())));
        setup.addCycle(line.id(), null, null, 60_000, "test");
        rooms.now(at("14:30"));
        rooms.get(EventStore.class)
                .append(
                        "machine",
                        List.of(
                                new FactEvent.State(
                                        "a", line.id(), at("06:00"), at("12:00"), RUN, null),
                                new FactEvent.State(
                                        "b", line.id(), at("12:00"), at("14:00"), FAILURE, null),
                                new FactEvent.Counted(
                                        "c",
                                        line.id(),
                                        at("11:00"),
                                        null,
                                        null,
                                        240,
                                        0,
                                        0,
                                        OptionalLong.empty())));
        rooms.accountAll();
    }

    /** 60 items more: 300/480 = 0.625, 12.5 points. */
    @Test
    void a_file_loaded_and_taken_back_is_two_edits_and_what_was_known_between_stays()
            throws IOException {
        rooms.now(at("16:00"));
        int number = load("pieces.csv", pieces(60), "ann");
        rooms.now(at("16:01"));
        settle();
        assertThat(oee()).isEqualTo(0.625);
        assertThat(edits()).containsExactly("ann [IMPORT] file pieces.csv +12.5");

        rooms.now(at("18:00"));
        rooms.get(FileImporter.class).undo(number, "bob");
        rooms.now(at("18:01"));
        settle();

        assertThat(oee()).isEqualTo(0.5);
        assertThat(oee("15:59")).isEqualTo(0.5);
        assertThat(oee("16:00")).isEqualTo(0.625);
        assertThat(oee("17:59")).isEqualTo(0.625);
        assertThat(oee("18:00")).isEqualTo(0.5);
        assertThat(edits())
                .containsExactly(
                        "bob [IMPORT] taken back: file pieces.csv -12.5",
                        "ann [IMPORT] file pieces.csv +12.5");
        assertThat(rooms.get(ShiftReports.class).people(new Period(MONDAY, MONDAY)))
                .extracting(EditEffect.Person::by, EditEffect.Person::raised)
                .containsExactly(tuple("ann", 1), tuple("bob", 0));
        var report = rooms.get(FileImporter.class).report(number).orElseThrow();
        assertThat(report.state()).isEqualTo(State.UNDONE);
        assertThat(report.finishedAt()).isEqualTo(at("16:00"));
    }

    @Test
    void a_file_taken_back_can_be_loaded_again_and_counts_from_then_on() throws IOException {
        rooms.now(at("16:00"));
        int first = load("pieces.csv", pieces(60), "ann");
        rooms.now(at("17:00"));
        rooms.get(FileImporter.class).undo(first, "ann");
        rooms.now(at("18:00"));
        int second = load("pieces.csv", pieces(60), "bob");
        rooms.now(at("19:00"));
        rooms.get(FileImporter.class).undo(second, "bob");
        rooms.now(at("20:00"));
        load("pieces.csv", pieces(60), "bob");
        rooms.now(at("20:01"));
        settle();

        assertThat(oee()).isEqualTo(0.625);
        assertThat(oee("16:30")).isEqualTo(0.625);
        assertThat(oee("17:30")).isEqualTo(0.5);
        assertThat(oee("18:30")).isEqualTo(0.625);
        assertThat(oee("19:30")).isEqualTo(0.5);
        assertThat(oee("20:00")).isEqualTo(0.625);
    }

    /** Half an hour of cleaning is planned: 240 of 450 min. */
    @Test
    void states_of_a_file_taken_back_are_known_until_then() throws IOException {
        rooms.now(at("16:00"));
        int number =
                load(
                        "states.csv",
                        """
                        LINE,START_DATETIME,FINISH_DATETIME,STATUS
                        L,2026-03-02 12:30:00,2026-03-02 13:00:00,12
                        """,
                        "ann");
        rooms.now(at("16:01"));
        settle();
        assertThat(oee()).isEqualTo(240 / 450.0);
        assertThat(edits()).containsExactly("ann [IMPORT] file states.csv +3.3");
        rooms.now(at("17:00"));
        rooms.get(FileImporter.class).undo(number, "ann");
        rooms.now(at("17:01"));
        settle();

        assertThat(oee("16:30")).isEqualTo(240 / 450.0);
        assertThat(oee("15:59")).isEqualTo(0.5);
        assertThat(oee("17:00")).isEqualTo(0.5);
        assertThat(oee()).isEqualTo(0.5);
    }

    /** Cleaning is planned: 240 of 360 min, 16.7 points. */
    @Test
    void a_reason_that_speaks_again_did_not_speak_meanwhile() {
        rooms.now(at("15:00"));
        say("bob", CLEANING);
        rooms.now(at("16:00"));
        int failure = say("ann", FAILURE);
        rooms.now(at("16:05"));
        as("ann", () -> rooms.get(OperatorEntries.class).revokeReason(line, failure));
        rooms.now(at("16:06"));
        settle();

        assertThat(oee()).isEqualTo(240 / 360.0);
        assertThat(oee("14:59")).isEqualTo(0.5);
        assertThat(oee("15:30")).isEqualTo(240 / 360.0);
        assertThat(oee("16:00")).isEqualTo(0.5);
        assertThat(oee("16:04")).isEqualTo(0.5);
        assertThat(oee("16:05")).isEqualTo(240 / 360.0);
        assertThat(edits())
                .containsExactly(
                        "ann [RECLASSIFICATION] status 12 again; taken back: status 21 +16.7",
                        "ann [RECLASSIFICATION] status 21; taken back: status 12 -16.7",
                        "bob [RECLASSIFICATION] status 12 +16.7");
        assertThat(rooms.get(LineFigures.class).day(line, MONDAY).orElseThrow().events())
                .filteredOn(event -> event.state().origin() == StateOrigin.OPERATOR)
                .singleElement()
                .extracting(DayAccount.LoggedEvent::by)
                .isEqualTo("bob");
    }

    /** Bob replaced his own word, ann his second; hers and then his are taken back. */
    @Test
    void words_taken_back_one_after_the_other_let_the_first_speak_again() {
        rooms.now(at("15:00"));
        say("bob", CLEANING);
        rooms.now(at("15:01"));
        say("bob", FAILURE);
        rooms.now(at("15:02"));
        int third = say("ann", CLEANING);
        rooms.now(at("15:03"));
        as("ann", () -> rooms.get(OperatorEntries.class).revokeReason(line, third));
        rooms.accountAll();
        assertThat(oee()).isEqualTo(0.5);

        rooms.now(at("15:04"));
        as("bob", () -> rooms.get(OperatorEntries.class).revokeReason(line, words().getFirst()));
        rooms.accountAll();

        assertThat(oee()).isEqualTo(240 / 360.0);
        assertThat(oee("15:03")).isEqualTo(0.5);
        assertThat(oee("15:00")).isEqualTo(240 / 360.0);
        assertThat(words()).hasSize(1);
    }

    /** 60 items more, told by mistake: 300/480 = 0.625 until they are taken back. */
    @Test
    void an_event_its_sender_takes_back_counted_until_then() {
        rooms.now(at("16:00"));
        tell(count("wrong", "11:30", 60));
        rooms.accountAll();
        assertThat(oee()).isEqualTo(0.625);

        rooms.now(at("18:00"));
        assertThat(tell(new FactEvent.Voided("v", line.id(), at("11:30"), "wrong", "olga")))
                .isEqualTo(new EventStore.Outcome(1, 0));
        rooms.now(at("18:01"));
        settle();

        assertThat(oee()).isEqualTo(0.5);
        assertThat(oee("15:59")).isEqualTo(0.5);
        assertThat(oee("16:00")).isEqualTo(0.625);
        assertThat(oee("17:59")).isEqualTo(0.625);
        assertThat(oee("18:00")).isEqualTo(0.5);
        assertThat(edits())
                .containsExactly("olga, by machine [VOID] taken back: 60 good, 0 scrap -12.5");
    }

    @Test
    void what_was_taken_back_stays_so_when_it_is_told_again() {
        var wrong = count("wrong", "11:30", 60);
        var act = new FactEvent.Voided("v", line.id(), at("11:30"), "wrong", "");
        rooms.now(at("16:00"));
        tell(wrong);
        tell(act);

        assertThat(tell(wrong)).isEqualTo(new EventStore.Outcome(0, 1));
        assertThat(tell(act)).isEqualTo(new EventStore.Outcome(0, 1));
        rooms.accountAll();
        assertThat(oee()).isEqualTo(0.5);

        tell(count("right", "11:30", 60));
        rooms.accountAll();

        assertThat(oee()).isEqualTo(0.625);
    }

    @Test
    void nobody_takes_back_what_another_told() {
        rooms.now(at("16:00"));

        var outcome =
                rooms.get(EventStore.class)
                        .append(
                                "another",
                                List.of(
                                        new FactEvent.Voided(
                                                "v", line.id(), at("11:00"), "c", "")));

        rooms.accountAll();
        assertThat(outcome.stored()).isZero();
        assertThat(oee()).isEqualTo(0.5);
    }

    /** States, counters and products in turn: each changes what it had changed. */
    @Test
    void whatever_is_taken_back_the_figures_are_those_computed_at_once() {
        rooms.now(at("20:00"));
        var product = rooms.get(PlantSetup.class).product(line.siteId(), "P", "P").id();
        rooms.get(PlantSetup.class).addCycle(line.id(), product, null, 30_000, "test");
        var told =
                List.of(
                        new FactEvent.State("s1", line.id(), at("08:00"), null, FAILURE, null),
                        new FactEvent.State("s2", line.id(), at("08:30"), null, RUN, null),
                        new FactEvent.ProductStarted("p", line.id(), at("09:00"), product, null),
                        reading("r1", "07:00", 1_000),
                        reading("r2", "09:00", 1_010),
                        reading("r3", "13:00", 1_050),
                        new FactEvent.Counted(
                                "k",
                                line.id(),
                                at("13:30"),
                                at("09:30"),
                                null,
                                7,
                                2,
                                1,
                                OptionalLong.empty()));
        told.forEach(this::tell);
        rooms.accountAll();
        for (var event : told) {
            tell(new FactEvent.Voided("v" + event.key(), line.id(), event.at(), event.key(), ""));
            rooms.accountAll();
            var kept = rooms.kept().getOrDefault(line.id(), List.of());
            rooms.rebuild(List.of(line.id()));
            assertThat(
                            Engine.differences(
                                    Engine.elements(kept),
                                    Engine.elements(
                                            rooms.kept().getOrDefault(line.id(), List.of()))))
                    .as(event.toString())
                    .isEmpty();
        }
        assertThat(oee()).isEqualTo(0.5);
    }

    /** Cleaning is planned: 240 of 360 min. */
    @Test
    void a_word_that_came_by_a_door_is_taken_back_by_it() {
        rooms.now(at("15:00"));
        tell(new FactEvent.Classified("w", line.id(), at("12:00"), at("14:00"), CLEANING, "olga"));
        rooms.accountAll();
        assertThat(oee()).isEqualTo(240 / 360.0);

        rooms.now(at("16:00"));
        tell(new FactEvent.Voided("v", line.id(), at("12:00"), "w", "olga"));
        rooms.accountAll();

        assertThat(oee()).isEqualTo(0.5);
        assertThat(oee("15:59")).isEqualTo(240 / 360.0);
    }

    private EventStore.Outcome tell(FactEvent event) {
        return rooms.get(EventStore.class).append("machine", List.of(event));
    }

    private FactEvent count(String key, String at, int good) {
        return new FactEvent.Counted(
                key, line.id(), at(at), null, null, good, 0, 0, OptionalLong.empty());
    }

    private FactEvent reading(String key, String at, long good) {
        return new FactEvent.Reading(
                key,
                line.id(),
                at(at),
                null,
                OptionalLong.of(good),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private List<Integer> words() {
        return rooms
                .get(LineFacts.class)
                .classifications(line.id(), new TimeRange(at("06:00"), at("14:00")))
                .stream()
                .map(Classification::id)
                .toList();
    }

    private int say(String person, int status) {
        var number = new int[1];
        as(
                person,
                () ->
                        number[0] =
                                rooms.get(OperatorEntries.class)
                                        .explain(line, at("12:00"), at("14:00"), status));
        return number[0];
    }

    private static void as(String person, Runnable work) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(person, "ROLE_OPERATOR"));
        try {
            work.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static String pieces(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "L,2026-03-02 07:%1$02d:00,2026-03-02 07:%1$02d:05%n".formatted(i))
                .collect(Collectors.joining("", "LINE,START_DATETIME,FINISH_DATETIME\n", ""));
    }

    private int load(String name, String content, String by) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, content);
        try (var in = Files.newInputStream(file)) {
            var guess = FileProbe.probe(in);
            var report =
                    rooms.get(FileImporter.class)
                            .load(
                                    new ImportRequest(
                                            file,
                                            name,
                                            guess.format(),
                                            ZoneOffset.UTC,
                                            Set.of(),
                                            NewLines.REFUSE,
                                            false,
                                            Map.of(),
                                            by),
                                    ImportWatch.NONE);
            assertThat(report.state()).as(report.message()).isEqualTo(State.LOADED);
            return report.id();
        }
    }

    private void settle() {
        rooms.accountAll();
        rooms.get(EditEffects.class).measure(line);
    }

    private double oee() {
        return rooms.get(FiguresQuery.class)
                .answer(List.of(line), new Period(MONDAY, MONDAY), Grouping.TOTAL)
                .total()
                .ledger()
                .oee()
                .orElseThrow();
    }

    private double oee(String knownAt) {
        return rooms.get(FiguresQuery.class)
                .answer(List.of(line), new Period(MONDAY, MONDAY), Grouping.TOTAL, at(knownAt))
                .total()
                .ledger()
                .oee()
                .orElseThrow();
    }

    private static List<String> edits() {
        return rooms
                .get(JooqShiftReports.class)
                .effects(
                        rooms.get(PlantModel.class).lines().stream().map(Line::id).toList(),
                        new Period(MONDAY, MONDAY),
                        Optional.empty(),
                        100,
                        (id, date, at) -> io.oeeanalytics.plant.OeeDefinition.ISO_22400)
                .stream()
                .map(
                        effect ->
                                "%s %s %s %+.1f"
                                        .formatted(
                                                effect.by(),
                                                effect.kinds(),
                                                effect.what(),
                                                100 * effect.points().orElseThrow()))
                .toList();
    }

    private static Instant at(String time) {
        return MONDAY.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }
}
