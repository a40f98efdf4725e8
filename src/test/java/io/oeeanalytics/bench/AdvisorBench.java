package io.oeeanalytics.bench;

import io.oeeanalytics.Application;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.conversation.Advisor;
import io.oeeanalytics.advisor.talk.FakeGemini;
import io.oeeanalytics.advisor.talk.Script;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.TurnListener;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * How long *Lines* takes for 30 days while a model is slow, fails, or says 10 MB to each of many
 * who ask: as long as while nobody asks, or the processors are busy with something else. The limit
 * is 50 ms.
 */
public final class AdvisorBench {
    private static final double LIMIT_MS = 50;
    private static final int PEOPLE = 16;
    private static final int ROUNDS = 60;
    private static final int WARM_UP = 30;
    private static final long BREATH = 20_000_000;

    private AdvisorBench() {}

    /** Nobody reads along. */
    private record Unheard(AtomicBoolean done) implements TurnListener {
        @Override
        public void toolStarted(String tool) {}

        @Override
        public void toolFinished(ToolResult result) {}

        @Override
        public void said(Sentence sentence) {}

        @Override
        public boolean isStopped() {
            return done.get();
        }
    }

    public static void main(String[] arguments) throws Exception {
        var step = new AtomicReference<Script>(Script.say("Nothing yet."));
        var folder = Path.of("target", "bench-views");
        try (var gemini = new FakeGemini(_ -> step.get());
                var context =
                        new SpringApplicationBuilder(Application.class)
                                .profiles("demo")
                                .run(
                                        "--oee.data-folder=" + folder,
                                        "--server.port=0",
                                        "--oee.questions-a-minute=1000000",
                                        "--oee.model.tokens-per-user=1000000000",
                                        "--oee.model.tokens-per-day=1000000000",
                                        "--oee.model.gemini-key=" + FakeGemini.KEY,
                                        "--oee.model.gemini-base-url=" + gemini.base())) {
            double quiet = views(context, WARM_UP);
            print("nobody asks", quiet, 0);
            var never = new CountDownLatch(1);
            var silent = new Script.Hang(List.of(), never, new CountDownLatch(PEOPLE));
            double slow = beside("model silent for a minute", silent, step, context);
            never.countDown();
            double failing = beside("500", new Script.Failing(500), step, context);
            double endless = beside("10 MB each", new Script.Huge(10_000_000), step, context);
            double worst = Math.max(slow, Math.max(failing, endless));
            System.out.printf(
                    Locale.ROOT,
                    "advisor: ours %.1f ms at worst, %.2f times what it takes while nobody asks; limit %.0f ms, ratio %.2f%n",
                    worst,
                    worst / quiet,
                    LIMIT_MS,
                    LIMIT_MS / worst);
        }
    }

    private static double beside(
            String what,
            Script does,
            AtomicReference<Script> step,
            ConfigurableApplicationContext context)
            throws InterruptedException {
        step.set(does);
        var done = new AtomicBoolean();
        var answered = new AtomicInteger();
        var people = new ArrayList<Thread>();
        var advisor = context.getBean(Advisor.class);
        for (int person = 0; person < PEOPLE; person++) {
            String name = "asker-" + person;
            people.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        signIn(name);
                                        while (!done.get()) {
                                            advisor.ask(
                                                    Optional.empty(),
                                                    "What was the OEE of PRESS-1 last week?",
                                                    "lines",
                                                    Locale.ENGLISH,
                                                    new Unheard(done));
                                            answered.incrementAndGet();
                                            LockSupport.parkNanos(BREATH);
                                        }
                                    }));
        }
        double millis = views(context, 5);
        done.set(true);
        for (var person : people) {
            person.join();
        }
        print(what, millis, answered.get());
        return millis;
    }

    private static void print(String what, double millis, int answered) {
        System.out.printf(
                Locale.ROOT,
                "%-26s median %.1f ms, %d answers meanwhile%n",
                what,
                millis,
                answered);
    }

    /** The median of some, in milliseconds. */
    private static double views(ConfigurableApplicationContext context, int warmUp) {
        signIn("bench");
        var figures = context.getBean(LineFigures.class);
        var period = Period.lastDays(figures.lastDate().orElseThrow(), 30);
        return ViewsBench.millis(figures, period, warmUp, ROUNDS, BREATH)[ROUNDS / 2];
    }

    private static void signIn(String name) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere(name, "ROLE_MANAGER"));
    }
}
