package io.oeeanalytics.advisor.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.oeeanalytics.advisor.planner.PlannedAnswers;
import io.oeeanalytics.advisor.search.VisibleText;
import io.oeeanalytics.advisor.talk.Answers;
import io.oeeanalytics.advisor.talk.Ask;
import io.oeeanalytics.advisor.talk.Ask.Exchange;
import io.oeeanalytics.advisor.talk.Turn;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.talk.TurnListener;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.identity.SignedIn;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * Answers questions and keeps the conversations, each for its owner alone. With a model where one
 * is set; where it fails, is slow or its budget is used up, the planner answers, and says so.
 */
@Service
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class Advisor {
    private static final Logger LOG = LoggerFactory.getLogger(Advisor.class);

    /** Of a question, in characters; the rest is left out. */
    public static final int LONGEST_QUESTION = 2_000;

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_REMARK = 2_000;
    private static final int MOST_BEFORE = 6;

    /** What was not answered until then never is. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private static final Set<Outcome> WITHOUT_ANSWER =
            Set.of(
                    Outcome.SLOW,
                    Outcome.UNREACHABLE,
                    Outcome.BUSY,
                    Outcome.FAILED,
                    Outcome.OVER_BUDGET);

    private final Optional<Answers> model;
    private final PlannedAnswers planner;
    private final JooqConversations kept;
    private final Clock clock;
    private final Texts texts;

    /** Of one person; nobody reads faster. */
    private final int questionsAMinute;

    /** Who is being answered on this instance. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** Questions of each within a minute from the first. */
    private final Cache<String, AtomicInteger> lately =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build();

    Advisor(
            List<Answers> all,
            PlannedAnswers planner,
            JooqConversations kept,
            Clock clock,
            Texts texts,
            @Value("${oee.questions-a-minute:20}") int questionsAMinute) {
        this.model = all.stream().filter(one -> !one.model().isEmpty()).findFirst();
        this.planner = planner;
        this.kept = kept;
        this.clock = clock;
        this.texts = texts;
        this.questionsAMinute = questionsAMinute;
    }

    /** The name of the model that answers; empty where none does. */
    public String modelName() {
        return model.map(Answers::model).orElse("");
    }

    /** Somebody asks faster than anybody is answered. */
    public static final class NotNow extends RuntimeException {
        private final Reason reason;

        /** Why not. */
        public enum Reason {
            /** The last question of the same person is not answered yet. */
            STILL_ANSWERING,
            TOO_MANY
        }

        NotNow(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /**
     * Takes as long as it takes, up to half a minute.
     *
     * @param conversation empty for a new one; one that is gone goes on as a new one
     * @param page address of the page it is asked beside
     * @throws NotNow if an earlier question of the same person is not answered yet, or too many
     *     were asked within a minute
     * @throws AccessDeniedException if the conversation is none of theirs
     */
    public KeptTurn ask(
            Optional<Long> conversation,
            String question,
            String page,
            Locale locale,
            TurnListener listener) {
        String owner = SignedIn.name();
        if (!busy.add(owner)) {
            throw new NotNow(NotNow.Reason.STILL_ANSWERING);
        }
        try {
            if (lately.get(owner, name -> new AtomicInteger()).incrementAndGet()
                    > questionsAMinute) {
                throw new NotNow(NotNow.Reason.TOO_MANY);
            }
            return answered(owner, conversation, question, page, locale, listener);
        } finally {
            busy.remove(owner);
        }
    }

    private KeptTurn answered(
            String owner,
            Optional<Long> conversation,
            String question,
            String page,
            Locale locale,
            TurnListener listener) {
        String asked = cut(VisibleText.of(question).strip(), LONGEST_QUESTION);
        long id =
                conversation
                        .filter(theirs -> goesOn(owner, theirs))
                        .orElseGet(
                                () -> kept.open(owner, cut(asked, LONGEST_TITLE), clock.instant()));
        var before = kept.lastTurns(owner, id, MOST_BEFORE);
        long turn = kept.ask(id, asked, page, clock.instant());
        var ask = new Ask(asked, exchanges(before), locale, page);
        var found = answer(ask, listener);
        kept.answer(
                turn,
                found.outcome(),
                found.answer(),
                found.struckOut(),
                found.model(),
                found.tokens(),
                clock.instant());
        return new KeptTurn(
                turn,
                id,
                asked,
                clock.instant(),
                Optional.of(found.outcome()),
                found.answer(),
                found.struckOut(),
                found.model(),
                Optional.empty(),
                "");
    }

    /** False where it was deleted meanwhile, in another tab or for its age. */
    private boolean goesOn(String owner, long conversation) {
        if (kept.touch(owner, conversation, clock.instant())) {
            return true;
        }
        if (kept.isThere(conversation)) {
            throw new AccessDeniedException("There is no conversation %d.".formatted(conversation));
        }
        return false;
    }

    private static List<Exchange> exchanges(List<KeptTurn> before) {
        return before.stream()
                .filter(turn -> turn.outcome().isPresent())
                .map(turn -> new Exchange(turn.question(), turn.answer().words()))
                .toList();
    }

    private record Found(
            Outcome outcome, KeptAnswer answer, int struckOut, String model, long tokens) {}

    private Found answer(Ask ask, TurnListener listener) {
        if (model.isEmpty()) {
            var turn = planned(ask, listener);
            return new Found(turn.outcome(), KeptAnswer.of(turn), 0, "", 0);
        }
        var turn = asked(model.get(), ask, listener);
        var answer = KeptAnswer.of(turn);
        if (WITHOUT_ANSWER.contains(turn.outcome()) && turn.sentences().isEmpty()) {
            answer = answer.plannedAs(KeptAnswer.of(planned(ask, listener)));
        }
        return new Found(
                turn.outcome(), answer, turn.struckOut(), model.get().model(), turn.tokens());
    }

    /** Whatever it throws, the question is answered, and what became of it is kept. */
    private static Turn asked(Answers model, Ask ask, TurnListener listener) {
        try {
            return model.answer(ask, listener);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("A model could not be asked.", e);
            return new Turn(Outcome.FAILED, List.of(), 0, List.of(), List.of(), 0);
        }
    }

    private Turn planned(Ask ask, TurnListener listener) {
        try {
            return planner.answer(ask, listener);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("A question could not be answered.", e);
            return new Turn(Outcome.FAILED, List.of(), 0, List.of(), List.of(), 0);
        }
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        // Never half a character.
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }

    /** Last touched first, of whoever is signed in. */
    public List<Conversation> conversations(String word) {
        return kept.of(SignedIn.name(), word);
    }

    /** Oldest first; none where it is not theirs. */
    public List<KeptTurn> turns(long conversation) {
        return kept.turns(SignedIn.name(), conversation);
    }

    public void rename(long conversation, String title) {
        String shown = cut(VisibleText.of(title).strip(), LONGEST_TITLE);
        if (!shown.isEmpty()) {
            kept.rename(SignedIn.name(), conversation, shown);
        }
    }

    public void delete(long conversation) {
        kept.delete(SignedIn.name(), conversation);
    }

    /** Whether it is still being answered, here or on another instance. */
    public boolean isBeingAnswered(KeptTurn turn) {
        return turn.outcome().isEmpty()
                && turn.askedAt().isAfter(clock.instant().minus(LONGEST_ANSWER));
    }

    /** A conversation to take along, as plain text; empty where it is not theirs. */
    public String export(long conversation, Locale locale) {
        var text = new ConversationText(texts, locale);
        turns(conversation).forEach(text::add);
        return text.toString();
    }

    /**
     * Hands question and answer on to the administrators.
     *
     * @param remark may be empty
     */
    public void judge(long turn, boolean helpful, String remark) {
        kept.judge(
                SignedIn.name(),
                turn,
                helpful,
                cut(VisibleText.of(remark).strip(), LONGEST_REMARK),
                clock.instant());
    }
}
