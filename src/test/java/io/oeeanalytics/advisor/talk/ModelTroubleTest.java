package io.oeeanalytics.advisor.talk;

import static io.oeeanalytics.advisor.talk.Script.call;
import static io.oeeanalytics.advisor.talk.Script.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.advisor.talk.Turn.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What goes wrong with models. */
class ModelTroubleTest extends Asking {
    @Test
    void a_model_that_hangs_is_left_in_time() {
        var until = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        try (var gemini =
                new FakeGemini(
                        call("oee", ARGUMENTS),
                        new Script.Hang(List.of("OEE was 72.4 %. And then"), until, reached),
                        say("Look at the sensors."))) {
            var one = new ModelLimits(Duration.ofSeconds(2), Duration.ofMillis(1), 5, 8, 20_000, 1);
            var answers = answers(gemini, one, TalkFixtures.UNLIMITED, OEE);
            var turn = answers.answer(ASK, seen);

            assertThat(turn.outcome()).isEqualTo(Outcome.SLOW);
            assertThat(turn.sentences())
                    .extracting(Sentence::words)
                    .containsExactly("OEE was 72.4 %.");
            assertThat(turn.tokens()).isGreaterThan(105);
            // Its place is free again, though the model still hangs.
            assertThat(answers.answer(ASK, seen).outcome()).isEqualTo(Outcome.ANSWERED);
            until.countDown();
        }
    }

    @Test
    void whoever_asks_may_stop_it() {
        var until = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        try (var gemini =
                new FakeGemini(
                        new Script.Hang(List.of("Look at the sensors. And"), until, reached))) {
            var turn = answer(gemini, ASK, new Seen(() -> reached.getCount() == 0), LIMITS);

            assertThat(turn.outcome()).isEqualTo(Outcome.STOPPED);
            until.countDown();
        }
    }

    @Test
    void a_busy_model_is_asked_once_more() {
        try (var gemini = new FakeGemini(new Script.Failing(429), say("Look at the sensors."))) {
            assertThat(answer(gemini, ASK, seen).outcome()).isEqualTo(Outcome.ANSWERED);
        }
        try (var gemini =
                new FakeGemini(new Script.Failing(503), new Script.Failing(429), say("No."))) {
            assertThat(answer(gemini, ASK, seen).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(gemini.requests()).hasSize(2);
        }
    }

    @Test
    void a_model_that_fails_is_not() {
        for (int status : List.of(400, 401, 404, 500)) {
            try (var gemini = new FakeGemini(new Script.Failing(status), say("No."))) {
                assertThat(answer(gemini, ASK, seen).outcome()).isEqualTo(Outcome.FAILED);
                assertThat(gemini.requests()).hasSize(1);
            }
        }
    }

    @Test
    void an_answer_without_end_is_cut_off() {
        try (var gemini = new FakeGemini(new Script.Huge(10_000_000))) {
            var turn = answer(gemini, ASK, seen);

            assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(turn.sentences())
                    .hasSizeBetween(1, 1_000)
                    .allMatch(one -> one.words().equals("This goes on and on."));
        }
    }

    @Test
    void a_line_without_end_is_cut_off() {
        try (var gemini = new FakeGemini(new Script.Raw("data: " + "x".repeat(6_000_000)))) {
            assertThat(answer(gemini, ASK, seen).outcome()).isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void what_was_said_before_a_break_stays() {
        for (var step :
                List.of(
                        new Script.Cut(List.of("Look at the sensors. Then look at")),
                        new Script.Quiet(List.of("Look at the sensors. Then look at")),
                        new Script.End(List.of("Look at the sensors. Then look at"), "MAX_TOKENS"),
                        new Script.End(List.of("Look at the sensors. Then look at"), "SAFETY"))) {
            try (var gemini = new FakeGemini(step)) {
                var turn = answer(gemini, ASK, seen);

                assertThat(turn.outcome()).as("%s", step).isEqualTo(Outcome.FAILED);
                assertThat(turn.sentences())
                        .as("%s", step)
                        .extracting(Sentence::words)
                        .containsExactly("Look at the sensors.");
            }
        }
    }

    @Test
    void what_is_no_answer_is_none() {
        for (var step :
                List.of(
                        new Script.Raw("data: {\"candidates\":[{\"content\":\r\n\r\n"),
                        new Script.Raw("data: this is no JSON\r\n\r\n"),
                        new Script.Raw("<html>502</html>"),
                        new Script.Raw(""),
                        say(""),
                        say(" \n "))) {
            try (var gemini = new FakeGemini(step)) {
                var turn = answer(gemini, ASK, seen);

                assertThat(turn.outcome()).as("%s", step).isIn(Outcome.FAILED, Outcome.NOT_KNOWN);
                assertThat(turn.sentences()).isEmpty();
            }
        }
    }

    @Test
    void a_model_that_refuses_knows_nothing() {
        for (var step : List.of(new Script.Blocked(), new Script.End(List.of(), "SAFETY"))) {
            try (var gemini = new FakeGemini(step)) {
                assertThat(answer(gemini, ASK, seen).outcome())
                        .as("%s", step)
                        .isEqualTo(Outcome.NOT_KNOWN);
            }
        }
    }

    @Test
    void a_model_hears_why_a_tool_did_not_run() {
        try (var gemini =
                new FakeGemini(
                        call("drop_tables", "{}"),
                        call("oee", "{\"line\":{\"a\":1}}"),
                        call("oee", "{}"),
                        say("Look at the sensors."))) {
            var turn = answer(gemini, ASK, seen);

            assertThat(turn.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(turn.results()).isEmpty();
            assertThat(seen.all)
                    .containsExactly("oee started", "oee started", "Look at the sensors.");
            assertThat(gemini.requests()).hasSize(4);
            assertThat(gemini.requests().getLast().toString()).contains("refused");
        }
    }

    @Test
    void tools_are_not_called_without_end() {
        try (var gemini = new FakeGemini(_ -> call("oee", ARGUMENTS))) {
            assertThat(answer(gemini, ASK, seen).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(gemini.requests()).hasSize(5);
        }
        var many = new Script.Call(Collections.nCopies(20, new Script.Tool("oee", ARGUMENTS)));
        try (var gemini = new FakeGemini(many, say("OEE was 72.4 %."))) {
            var turn = answer(gemini, ASK, seen);

            assertThat(turn.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(turn.results()).hasSize(8);
        }
    }

    @Test
    void only_so_many_turns_run_at_once() throws Exception {
        var until = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        try (var gemini = new FakeGemini(_ -> new Script.Hang(List.of(), until, reached))) {
            var answers =
                    answers(
                            gemini,
                            new ModelLimits(
                                    Duration.ofSeconds(3), Duration.ofMillis(1), 5, 8, 20_000, 1),
                            TalkFixtures.UNLIMITED,
                            OEE);
            var first =
                    CompletableFuture.supplyAsync(() -> answers.answer(ASK, new Seen(() -> false)));
            assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(answers.answer(ASK, seen).outcome()).isEqualTo(Outcome.BUSY);
            assertThat(gemini.requests()).hasSize(1);
            until.countDown();
            assertThat(first.join().outcome()).isIn(Outcome.FAILED, Outcome.SLOW);
        }
    }

    @Test
    void a_turn_that_cannot_begin_keeps_no_place() {
        var days = new AtomicInteger();
        try (var gemini = new FakeGemini(say("Look at the sensors."))) {
            var one =
                    new ModelLimits(Duration.ofSeconds(20), Duration.ofMillis(1), 5, 8, 20_000, 1);
            var answers =
                    answers(
                            gemini.base(),
                            one,
                            () -> {
                                if (days.getAndIncrement() == 0) {
                                    throw new IllegalStateException("the database is away");
                                }
                                return TODAY;
                            });

            assertThatThrownBy(() -> answers.answer(ASK, seen))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(answers.answer(ASK, seen).outcome()).isEqualTo(Outcome.ANSWERED);
        }
    }

    @Test
    void a_model_that_is_not_there_is_not_slow() throws IOException {
        URI nowhere;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:%d/v1beta".formatted(free.getLocalPort()));
        }

        assertThat(answers(nowhere, LIMITS, () -> TODAY).answer(ASK, seen).outcome())
                .isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void pieces_of_three_letters_are_not_free() {
        var tokens = new ArrayList<Long>();
        for (var pieces : List.of(List.<String>of(), Collections.nCopies(1_000, "aaa"))) {
            try (var gemini = new FakeGemini(new Script.Quiet(pieces))) {
                tokens.add(answer(gemini, ASK, seen).tokens());
            }
        }

        // 3,000 letters are 750 tokens; what was asked is not a multiple of four.
        assertThat(tokens.getLast() - tokens.getFirst()).isBetween(750L, 751L);
    }
}
