package io.oeeanalytics.advisor.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.tool.SomeTools;
import io.oeeanalytics.advisor.tool.Tool;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.base.ui.Texts;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.security.core.context.SecurityContextHolder;

/** Somebody who asks, and sees what comes. */
abstract class Asking {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    static final Tool OEE = new FakeTool("oee", TalkFixtures.OEE);
    static final String ARGUMENTS = "{\"line\":\"LINE-03\",\"most\":7.0}";
    static final Ask ASK =
            new Ask("What is the OEE of LINE-03?", List.of(), Locale.ENGLISH, "line/LINE-03");

    /** Enough for a slow machine; a test that takes it is one that fails. */
    static final ModelLimits LIMITS =
            new ModelLimits(Duration.ofSeconds(20), Duration.ofMillis(1), 5, 8, 20_000, 8);

    final Map<String, Long> spent = new ConcurrentHashMap<>();
    final Seen seen = new Seen(() -> false);

    @BeforeEach
    void sign_in() {
        signIn("anna");
    }

    @AfterEach
    void sign_out() {
        SecurityContextHolder.clearContext();
    }

    static void signIn(String user) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(user, "ROLE_MANAGER"));
    }

    Turn answer(FakeGemini gemini, Ask ask, Seen listener) {
        return answer(gemini, ask, listener, LIMITS);
    }

    Turn answer(FakeGemini gemini, Ask ask, Seen listener, ModelLimits limits) {
        return answers(
                        gemini,
                        limits,
                        new Budget() {
                            @Override
                            public boolean allows(String user) {
                                return true;
                            }

                            @Override
                            public void spent(String user, long tokens) {
                                spent.merge(user, tokens, Long::sum);
                            }
                        },
                        OEE)
                .answer(ask, listener);
    }

    static ModelAnswers answers(FakeGemini gemini, ModelLimits limits, Budget budget, Tool tool) {
        return answers(gemini.base(), limits, budget, tool, () -> TODAY);
    }

    static ModelAnswers answers(URI base, ModelLimits limits, Supplier<LocalDate> today) {
        return answers(base, limits, TalkFixtures.UNLIMITED, OEE, today);
    }

    private static ModelAnswers answers(
            URI base, ModelLimits limits, Budget budget, Tool tool, Supplier<LocalDate> today) {
        var settings =
                ModelSettings.parse(
                        FakeGemini.KEY, "gemini-2.5-flash", base.toString(), "", "", "");
        return new ModelAnswers(
                "a model",
                ModelConfiguration.model(settings, limits),
                SomeTools.of(tool),
                new Texts(),
                budget,
                today,
                limits);
    }

    /** What a listener was told, on which thread. */
    static final class Seen implements TurnListener {
        final List<String> all = new ArrayList<>();
        private final Thread thread = Thread.currentThread();
        private final BooleanSupplier stopped;

        Seen(BooleanSupplier stopped) {
            this.stopped = stopped;
        }

        @Override
        public void toolStarted(String tool) {
            tell(tool + " started");
        }

        @Override
        public void toolFinished(ToolResult result) {
            tell("oee finished");
        }

        @Override
        public void said(Sentence sentence) {
            tell(sentence.words());
        }

        private void tell(String what) {
            assertThat(Thread.currentThread()).isSameAs(thread);
            all.add(what);
        }

        @Override
        public boolean isStopped() {
            return stopped.getAsBoolean();
        }
    }
}
