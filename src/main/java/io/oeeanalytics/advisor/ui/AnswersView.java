package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.advisor.conversation.Judgements;
import io.oeeanalytics.advisor.conversation.Judgements.Judged;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** What people said of answers, for an administrator to see to. */
@Route("answers")
@Menu(title = "answers.title", order = 75)
@RolesAllowed(Role.ADMIN_ROLE)
class AnswersView extends Div implements HasDynamicTitle {
    private final Judgements judgements;
    private final Grid<Judged> grid = new Grid<>();
    private final Empty empty =
            new Empty(getTranslation("answers.empty.title"), getTranslation("answers.empty.text"));

    AnswersView(Judgements judgements) {
        this.judgements = judgements;
        addClassName("page");
        var title = new H1(getPageTitle());
        title.addClassName("page-title");
        var intent = new Paragraph(getTranslation("answers.intent"));
        intent.addClassName("headline");
        var stamp =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(getLocale());
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addComponentColumn(AnswersView::exchange)
                .setHeader(getTranslation("answers.answer"))
                .setFlexGrow(4);
        grid.addComponentColumn(this::verdict)
                .setHeader(getTranslation("answers.verdict"))
                .setFlexGrow(2);
        grid.addColumn(judged -> stamp.format(judged.judgedAt().atZone(ZoneId.systemDefault())))
                .setHeader(getTranslation("answers.when"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(this::review).setWidth("11rem").setFlexGrow(0);
        grid.setAllRowsVisible(true);
        add(title, intent, empty, grid);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("answers.title");
    }

    private static Component exchange(Judged judged) {
        var question = new Span(judged.turn().question());
        question.addClassName("cell-main");
        var answer = new Div(judged.turn().answer().words());
        answer.addClassNames("cell-note", "answers-words");
        return new Div(question, answer);
    }

    private Component verdict(Judged judged) {
        boolean helpful = judged.turn().helpful().orElse(false);
        var cell = new Div(new Span(getTranslation(helpful ? "answers.good" : "answers.bad")));
        var remark = new Div(judged.turn().remark());
        remark.addClassNames("cell-note", "answers-words");
        var model =
                new Div(
                        judged.turn().model().isEmpty()
                                ? getTranslation("answers.planner")
                                : judged.turn().model());
        model.addClassName("cell-note");
        cell.add(remark, model);
        return cell;
    }

    private Component review(Judged judged) {
        if (judged.reviewedAt().isPresent()) {
            return new Span(getTranslation("answers.reviewed", judged.reviewedBy()));
        }
        return new Button(
                getTranslation("answers.review"),
                click -> {
                    judgements.review(judged.turn().id());
                    refresh();
                });
    }

    private void refresh() {
        var all = judgements.all();
        grid.setItems(all);
        grid.setVisible(!all.isEmpty());
        empty.setVisible(all.isEmpty());
    }
}
