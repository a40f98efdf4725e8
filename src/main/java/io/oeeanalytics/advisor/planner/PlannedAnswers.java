package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.advisor.planner.Plan.AskBack;
import io.oeeanalytics.advisor.planner.Plan.Call;
import io.oeeanalytics.advisor.planner.Plan.Look;
import io.oeeanalytics.advisor.planner.Plan.Read;
import io.oeeanalytics.advisor.planner.Plan.Unknown;
import io.oeeanalytics.advisor.talk.Answers;
import io.oeeanalytics.advisor.talk.Ask;
import io.oeeanalytics.advisor.talk.Ask.Exchange;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.Sentence.Mark;
import io.oeeanalytics.advisor.talk.Sentence.Place;
import io.oeeanalytics.advisor.talk.Turn;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.talk.TurnListener;
import io.oeeanalytics.advisor.tool.Arguments;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.ToolRefused;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Answers without a model: a plan of which tools to run, and what they say in plain sentences. It
 * never writes a sentence with a number of its own.
 */
@Service
public class PlannedAnswers implements Answers {

    private static final int MOST_PASSAGES = 2;

    /** A question of so few words may go on with what was asked before. */
    private static final int FEW_WORDS = 8;

    /** One of so few words does. */
    private static final int FEWEST_WORDS = 4;

    private static final Pattern GOES_ON =
            Pattern.compile("^(and|so|what about|how about|und|was ist mit|et|qu en est-il) ");

    private static final Set<Sense> FACTORS =
            EnumSet.of(Sense.AVAILABILITY, Sense.EFFECTIVENESS, Sense.QUALITY);

    /** Of which the guide speaks in words that few would use. */
    private static final Set<Sense> TOPICS =
            EnumSet.of(
                    Sense.AVERAGE,
                    Sense.IDEAL_CYCLE,
                    Sense.HOW_TO,
                    Sense.CHANGEOVER,
                    Sense.MICRO_STOPS,
                    Sense.STOPS,
                    Sense.QUALITY);

    /** Those it gives advice on; what they are stands elsewhere. */
    private static final Set<Sense> ADVISED =
            EnumSet.of(Sense.CHANGEOVER, Sense.MICRO_STOPS, Sense.STOPS, Sense.QUALITY);

    private final QuestionReader reader;
    private final Tools tools;
    private final PageAskedFrom page;
    private final Texts texts;

    PlannedAnswers(QuestionReader reader, Tools tools, PageAskedFrom page, Texts texts) {
        this.reader = reader;
        this.tools = tools;
        this.page = page;
        this.texts = texts;
    }

    @Override
    public Turn answer(Ask ask, TurnListener listener) {
        var asked = understood(ask);
        var answer = new Answer(asked, locale(asked, ask.locale()), listener);
        var noDate = reader.impossibleDate(ask.question());
        if (noDate.isPresent()) {
            return answer.noDate(noDate.get());
        }
        return switch (new Planner(asked, reader.today()).plan()) {
            case Look look -> answer.looked(look);
            case Read read -> answer.read(ask.question(), read);
            case AskBack back -> answer.askedBack();
            case Unknown unknown -> answer.unknown(unknown.words());
        };
    }

    /** The language of the question, and dates as its asker writes them where it is theirs. */
    private static Locale locale(Understood asked, Locale asker) {
        return asker.getLanguage().equals(asked.language().getLanguage())
                ? asker
                : asked.language();
    }

    /** With what is left open taken from the question before, and then from the page. */
    private Understood understood(Ask ask) {
        var asked = read(ask.question(), ask.before(), ask.locale());
        if (asked.lines().isEmpty() && !asked.says(Sense.EVERYWHERE) && isOfALine(asked)) {
            asked = page.of(asked, ask.page());
        }
        return asked;
    }

    private Understood read(String question, List<Exchange> before, Locale asker) {
        var asked = reader.read(question, asker);
        int words = question.strip().split("\\s+").length;
        if (before.isEmpty() || words > FEW_WORDS || !asked.unknown().isEmpty()) {
            return asked;
        }
        int last = before.size() - 1;
        return goingOn(
                asked,
                question,
                words,
                read(before.get(last).question(), before.subList(0, last), asker));
    }

    private static Understood goingOn(
            Understood asked, String question, int words, Understood before) {
        if (!asked.hasTopic()) {
            return asked.after(before);
        }
        boolean elliptic = words <= FEWEST_WORDS || GOES_ON.matcher(Plain.of(question)).find();
        boolean apart =
                asked.says(Sense.DEFINITION, Sense.HOW_TO, Sense.PLANT, Sense.WHO, Sense.WRITE);
        return elliptic && !apart ? asked.placedAs(before) : asked;
    }

    private static boolean isOfALine(Understood asked) {
        // "What's eating our time" is no question for a definition.
        boolean term =
                asked.says(Sense.DEFINITION)
                        && !asked.says(Sense.LOSSES, Sense.STOPS, Sense.CHANGE);
        return !term && !asked.says(Sense.WHICH_LINE, Sense.BY_LINE, Sense.PLANT, Sense.HOW_TO);
    }

    /** One answer as it comes into being. */
    private final class Answer {
        private final Understood asked;
        private final Locale locale;
        private final TurnListener listener;
        private final Relevance relevance;
        private final List<Sentence> sentences = new ArrayList<>();
        private final List<ToolResult> results = new ArrayList<>();

        Answer(Understood asked, Locale locale, TurnListener listener) {
            this.asked = asked;
            this.locale = locale;
            this.listener = listener;
            this.relevance = new Relevance(asked);
        }

        private String text(String key, Object... parameters) {
            return texts.getTranslation("advisor.planner." + key, locale, parameters);
        }

        private void say(Sentence sentence) {
            sentences.add(sentence);
            listener.said(sentence);
        }

        private void general(String words, Place place) {
            say(new Sentence(words, place, Mark.GENERAL, List.of(), List.of()));
        }

        private Turn turn(Outcome outcome, List<String> followUps) {
            return new Turn(outcome, sentences, 0, results, followUps, 0);
        }

        Turn looked(Look look) {
            var outcome = Outcome.NOT_KNOWN;
            if (!look.leftOut().isEmpty()) {
                general(text("leftOut", String.join(", ", look.leftOut())), Place.PARAGRAPH);
            }
            for (var call : look.calls()) {
                if (listener.isStopped()) {
                    return turn(Outcome.STOPPED, List.of());
                }
                try {
                    var result = run(call);
                    tell(result);
                    outcome = better(outcome, result.outcome());
                } catch (ToolRefused e) {
                    general(e.words(texts, locale), Place.PARAGRAPH);
                }
            }
            return turn(outcome, outcome == Outcome.ANSWERED ? next(look) : List.of());
        }

        private ToolResult run(Call call) throws ToolRefused {
            listener.toolStarted(call.tool());
            var result = tools.run(call.tool(), Arguments.of(call.arguments()), locale);
            results.add(result);
            listener.toolFinished(result);
            return result;
        }

        private static Outcome better(Outcome before, ToolResult.Outcome found) {
            return switch (found) {
                case ANSWERED -> Outcome.ANSWERED;
                case LOW_COVERAGE -> before == Outcome.ANSWERED ? before : Outcome.LOW_COVERAGE;
                case NO_DATA -> before;
            };
        }

        private void tell(ToolResult result) {
            general(result.title(), Place.HEADING);
            boolean first = true;
            for (var statement : Focus.first(asked, result.statements())) {
                say(
                        new Sentence(
                                statement.words(),
                                first ? Place.PARAGRAPH : Place.BULLET,
                                statement.figures().isEmpty() ? Mark.GENERAL : Mark.FIGURE,
                                statement.figures(),
                                List.of()));
                first = false;
            }
        }

        /** What else people ask then. */
        private List<String> next(Look look) {
            String who = who();
            String when = when();
            return switch (look.calls().getFirst().tool()) {
                case "oee", "compare" ->
                        List.of(text("next.why", who, when), text("next.losses", who, when));
                case "losses", "stops" -> List.of(text("next.oee", who, when));
                case "why" -> List.of(text("next.losses", who, when), text("next.forecast", who));
                case "forecast" -> List.of(text("next.model", who));
                case "current_state" -> List.of(text("next.attention"));
                default -> List.of();
            };
        }

        private String who() {
            return asked.lines().isEmpty() ? text("allLines") : String.join(", ", asked.lines());
        }

        private String when() {
            return asked.period().map(this::dates).orElseGet(() -> text("lastDays"));
        }

        private String dates(Period period) {
            var numerals = new Numerals(locale);
            return period.days() == 1
                    ? numerals.date(period.first())
                    : text("dates", numerals.date(period.first()), numerals.date(period.last()));
        }

        Turn askedBack() {
            general(text("downtime"), Place.PARAGRAPH);
            return turn(
                    Outcome.ASKED_BACK,
                    List.of(
                            text("downtime.stops", who(), when()),
                            text("downtime.losses", who(), when()),
                            text("downtime.times", who(), when())));
        }

        Turn unknown(List<String> words) {
            general(
                    words.isEmpty() ? text("outside") : text("unknown", String.join(", ", words)),
                    Place.PARAGRAPH);
            return turn(Outcome.NOT_KNOWN, List.of());
        }

        /** The definition of a figure is ours and needs no passage; all else does. */
        Turn read(String question, Read read) {
            boolean defined = !read.besides().isEmpty() && define(read.besides());
            var passages = passages(question + inWordsOfTheGuide());
            passages.forEach(
                    passage ->
                            say(
                                    new Sentence(
                                            passage.text(),
                                            Place.PARAGRAPH,
                                            Mark.DOCUMENT,
                                            List.<Figure>of(),
                                            List.of(passage))));
            if (passages.isEmpty() && !defined) {
                return asked.unknown().isEmpty() ? notInDocuments() : unknown(asked.unknown());
            }
            return turn(Outcome.ANSWERED, List.of());
        }

        /** By the words the guide has for it, whatever the question calls it. */
        private String inWordsOfTheGuide() {
            return Stream.concat(
                            FACTORS.stream()
                                    .filter(factor -> asked.says(factor))
                                    .map(factor -> "explain.factor." + factor),
                            TOPICS.stream()
                                    .filter(topic -> asked.says(topic))
                                    .filter(
                                            topic ->
                                                    !ADVISED.contains(topic)
                                                            || asked.says(Sense.HOW_TO))
                                    .map(topic -> "advisor.planner.topic." + topic))
                    .map(key -> " " + texts.getTranslation(key, locale))
                    .collect(Collectors.joining());
        }

        Turn noDate(String words) {
            general(text("noDate", words), Place.PARAGRAPH);
            return turn(Outcome.NOT_KNOWN, List.of());
        }

        private Turn notInDocuments() {
            general(text("notInDocuments"), Place.PARAGRAPH);
            return turn(Outcome.NOT_KNOWN, List.of());
        }

        private boolean define(String figure) {
            try {
                tell(run(new Call("definition", Map.of("figure", List.of(figure)))));
                return true;
            } catch (ToolRefused e) {
                general(e.words(texts, locale), Place.PARAGRAPH);
                return false;
            }
        }

        /** Of one section, in its order. */
        private static List<CitedPassage> asTheyStand(List<CitedPassage> chosen) {
            boolean ofOneSection =
                    chosen.stream().map(one -> one.document() + one.heading()).distinct().count()
                            == 1;
            return ofOneSection
                    ? chosen.stream().sorted(Comparator.comparing(CitedPassage::number)).toList()
                    : chosen;
        }

        private List<CitedPassage> passages(String question) {
            try {
                var found =
                        run(new Call("search_documents", Map.of("query", List.of(question))))
                                .passages()
                                .stream()
                                .filter(relevance::isAboutIt)
                                .toList();
                // Sections about it, where there are any, before those that speak of it too.
                var chosen =
                        Stream.concat(
                                        found.stream().filter(relevance::isItsHeading),
                                        found.stream().filter(one -> !relevance.isItsHeading(one)))
                                .limit(MOST_PASSAGES)
                                .toList();
                return asTheyStand(chosen);
            } catch (ToolRefused e) {
                return List.of();
            }
        }
    }
}
