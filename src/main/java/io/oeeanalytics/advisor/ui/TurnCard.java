package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.advisor.conversation.Advisor;
import io.oeeanalytics.advisor.conversation.KeptTurn;
import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.talk.Sentence.Mark;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** A question and its answer, from the first sentence to the receipts. */
final class TurnCard extends Article {
    /** Outcomes whose reason is said beside the answer. */
    private static final Set<Outcome> EXPLAINED =
            EnumSet.of(
                    Outcome.STOPPED,
                    Outcome.SLOW,
                    Outcome.UNREACHABLE,
                    Outcome.BUSY,
                    Outcome.FAILED,
                    Outcome.OVER_BUDGET,
                    Outcome.LOW_COVERAGE);

    private final Advisor advisor;
    private final Consumer<String> ask;
    private final Div status = new Div();
    private final Span doing = new Span(getTranslation("advisor.thinking"));
    private AnswerText text = new AnswerText();

    /** Why what follows is not of the model. */
    private final Div above = new Div();

    private final Div rest = new Div();

    /**
     * @param ask asks what is chosen of what may come next
     */
    TurnCard(String question, Advisor advisor, Consumer<String> ask) {
        this.advisor = advisor;
        this.ask = ask;
        addClassName("advisor-turn");
        var asked = new Paragraph(question);
        asked.addClassName("advisor-question");
        var bar = new ProgressBar();
        bar.setIndeterminate(true);
        status.addClassName("advisor-status");
        status.getElement().setAttribute("role", "status");
        status.add(doing, bar);
        rest.addClassName("advisor-rest");
        add(asked, status, above, text, rest);
    }

    void looking(String tool) {
        doing.setText(getTranslation("advisor.looking." + tool));
    }

    void found(ToolResult result) {
        doing.setText(getTranslation("advisor.found", result.title()));
    }

    void say(Sentence sentence) {
        text.add(sentence);
    }

    void fail(String words) {
        status.setVisible(false);
        rest.removeAll();
        rest.add(banner("bad", words));
    }

    void show(KeptTurn turn) {
        status.setVisible(false);
        var whole = new AnswerText();
        turn.answer().sentences().forEach(whole::add);
        replace(text, whole);
        text = whole;
        rest.removeAll();
        explain(turn);
        turn.answer().charts().forEach(chart -> rest.add(new AnswerChart(chart)));
        sources(whole);
        ways(turn);
        marks(turn);
        next(turn);
        if (turn.outcome().isPresent()) {
            rest.add(judging(turn));
        }
        scrollIntoView();
    }

    private void explain(KeptTurn turn) {
        above.removeAll();
        if (turn.outcome().isEmpty()) {
            boolean runs = advisor.isBeingAnswered(turn);
            rest.add(banner("warn", getTranslation("advisor.outcome." + (runs ? "RUNS" : "NONE"))));
            return;
        }
        var outcome = turn.outcome().get();
        if (EXPLAINED.contains(outcome)) {
            String why =
                    getTranslation(
                            outcome == Outcome.FAILED && turn.model().isEmpty()
                                    ? "advisor.outcome.FAILED.planner"
                                    : "advisor.outcome." + outcome);
            String kind = outcome == Outcome.FAILED ? "bad" : "warn";
            if (turn.answer().planned()) {
                above.add(banner(kind, why + " " + getTranslation("advisor.planned")));
            } else {
                rest.add(banner(kind, why));
            }
        } else if (turn.answer().sentences().isEmpty()) {
            rest.add(banner("warn", getTranslation("advisor.outcome.NOT_KNOWN")));
        }
        if (turn.struckOut() > 0) {
            rest.add(banner("info", getTranslation("advisor.struck", turn.struckOut())));
        }
    }

    private void sources(AnswerText whole) {
        var cited = whole.cited();
        if (cited.isEmpty()) {
            return;
        }
        var list = new Div();
        list.addClassName("advisor-sources");
        for (int i = 0; i < cited.size(); i++) {
            var passage = cited.get(i);
            String place =
                    passage.page() > 0
                            ? getTranslation(
                                    "advisor.source.page",
                                    passage.title(),
                                    passage.revision(),
                                    passage.page())
                            : getTranslation("advisor.source", passage.title(), passage.revision());
            var link = OwnLink.to(passage.address(), "[%d] %s".formatted(i + 1, place));
            link.setTitle(passage.heading());
            list.add(link);
        }
        rest.add(list);
    }

    private void ways(KeptTurn turn) {
        if (turn.answer().ways().isEmpty()) {
            return;
        }
        var ways = new Div();
        ways.addClassName("advisor-ways");
        turn.answer().ways().forEach(way -> ways.add(OwnLink.to(way.address(), way.label())));
        rest.add(ways);
    }

    /** What the answer rests on, in words. */
    private void marks(KeptTurn turn) {
        var marks = EnumSet.noneOf(Mark.class);
        turn.answer().sentences().stream()
                .filter(sentence -> sentence.place() != Sentence.Place.HEADING)
                .forEach(sentence -> marks.add(sentence.mark()));
        if (turn.outcome().filter(it -> it == Outcome.NOT_KNOWN).isPresent()
                || turn.outcome().filter(it -> it == Outcome.ASKED_BACK).isPresent()) {
            return;
        }
        var line = new Div();
        line.addClassName("advisor-marks");
        for (var mark : marks) {
            var words = new Span(getTranslation("advisor.mark." + mark));
            words.getElement().setAttribute("data-mark", mark.name());
            line.add(words);
        }
        rest.add(line);
    }

    private void next(KeptTurn turn) {
        for (String question : turn.answer().followUps()) {
            var choice = new NativeButton(question, click -> ask.accept(question));
            choice.addClassName("advisor-choice");
            rest.add(choice);
        }
    }

    private Div judging(KeptTurn turn) {
        var copy =
                small(
                        "advisor.copy",
                        () ->
                                getElement()
                                        .executeJs(
                                                "navigator.clipboard?.writeText($0)",
                                                turn.question() + "\n\n" + turn.answer().words()));
        var remark = new TextField();
        remark.setPlaceholder(getTranslation("advisor.remark"));
        remark.setAriaLabel(getTranslation("advisor.remark"));
        remark.setValue(turn.remark());
        remark.setVisible(turn.helpful().isPresent());
        var thanks = new Span(getTranslation("advisor.thanks"));
        thanks.addClassName("cell-note");
        thanks.setVisible(turn.helpful().isPresent());
        var judged = new boolean[] {turn.helpful().orElse(true)};
        var good = small("advisor.good", () -> judge(turn, judged, true, remark, thanks));
        var bad = small("advisor.bad", () -> judge(turn, judged, false, remark, thanks));
        remark.addValueChangeListener(
                change -> advisor.judge(turn.id(), judged[0], change.getValue()));
        var handedOn = new Span(getTranslation("advisor.handedOn"));
        handedOn.addClassName("cell-note");
        handedOn.setVisible(turn.helpful().isEmpty());
        good.addClickListener(click -> handedOn.setVisible(false));
        bad.addClickListener(click -> handedOn.setVisible(false));
        var line = new Div(copy, good, bad, handedOn, remark, thanks);
        line.addClassName("advisor-judging");
        return line;
    }

    private void judge(
            KeptTurn turn, boolean[] judged, boolean helpful, TextField remark, Span thanks) {
        judged[0] = helpful;
        advisor.judge(turn.id(), helpful, remark.getValue());
        remark.setVisible(true);
        thanks.setVisible(true);
    }

    private Button small(String key, Runnable work) {
        var button = new Button(getTranslation(key), click -> work.run());
        button.addThemeNames("tertiary", "small");
        return button;
    }

    private static Div banner(String kind, String words) {
        var said = new Span(words);
        said.addClassName("banner-text");
        var banner = new Div(said);
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", kind);
        return banner;
    }
}
