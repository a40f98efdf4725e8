package io.oeeanalytics.ops.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.ops.Job;
import io.oeeanalytics.ops.Jobs;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Background work as it goes on: what runs and how far, what waits, what failed and why. */
@Route("jobs")
@Menu(title = "jobs.title", order = 36)
@RolesAllowed("ADMIN")
class JobsView extends Div implements HasDynamicTitle {
    private static final int LOOK_AGAIN_MS = 3_000;

    private final Jobs jobs;
    private final Clock clock;
    private final Numerals numerals;
    private final Paragraph headline = new Paragraph();
    private final Div notice = new Div();
    private final Grid<Job> grid = new Grid<>();
    private final Empty empty =
            new Empty(getTranslation("jobs.empty.title"), getTranslation("jobs.empty.text"));

    JobsView(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        var title = new H1(getTranslation("jobs.title"));
        title.addClassName("page-title");
        headline.addClassName("headline");
        notice.getElement().setAttribute("role", "status");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addComponentColumn(this::what).setHeader(getTranslation("jobs.what")).setFlexGrow(3);
        grid.addComponentColumn(this::state).setHeader(getTranslation("jobs.state")).setFlexGrow(2);
        grid.addColumn(this::when).setHeader(getTranslation("jobs.when")).setFlexGrow(1);
        grid.addColumn(job -> job.lastSuccess().map(this::ago).orElse(Numerals.UNDEFINED))
                .setHeader(getTranslation("jobs.last"))
                .setFlexGrow(1);
        grid.addColumn(job -> job.lastTook().map(this::length).orElse(Numerals.UNDEFINED))
                .setHeader(getTranslation("jobs.took"))
                .setFlexGrow(1);
        grid.addComponentColumn(this::actions).setAutoWidth(true).setFlexGrow(0);
        grid.setAllRowsVisible(true);
        add(title, headline, notice, empty, grid);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("jobs.title");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        var page = attached.getUI();
        page.setPollInterval(LOOK_AGAIN_MS);
        var polls = page.addPollListener(poll -> refresh());
        addDetachListener(
                left -> {
                    left.unregisterListener();
                    polls.remove();
                    page.setPollInterval(-1);
                });
    }

    private void refresh() {
        var all = jobs.all();
        grid.setItems(all);
        grid.setVisible(!all.isEmpty());
        empty.setVisible(all.isEmpty());
        headline.setText(headline(all));
    }

    private String headline(List<Job> all) {
        long failing = count(all, Job.State.FAILING);
        long silent = count(all, Job.State.SILENT);
        if (failing > 0) {
            return getTranslation("jobs.headline.failing", failing);
        }
        if (silent > 0) {
            return getTranslation("jobs.headline.silent", silent);
        }
        long running = count(all, Job.State.RUNNING);
        long due =
                all.stream()
                        .filter(job -> job.state() == Job.State.WAITING)
                        .filter(job -> !job.due().isAfter(clock.instant()))
                        .count();
        return running == 0 && due == 0
                ? getTranslation("jobs.headline.quiet")
                : getTranslation("jobs.headline.busy", running, due);
    }

    private static long count(List<Job> all, Job.State state) {
        return all.stream().filter(job -> job.state() == state).count();
    }

    private Component what(Job job) {
        var name = new Span(name(job));
        name.addClassName("cell-main");
        var cell = new Div(name);
        job.lastFault()
                .ifPresent(
                        fault -> {
                            var why = new Div(getTranslation("jobs.fault", fault));
                            why.addClassName("cell-note");
                            cell.add(why);
                        });
        return cell;
    }

    private String name(Job job) {
        var name = getTranslation("job." + job.name());
        return job.item().isEmpty() ? name : getTranslation("jobs.item", name, job.item());
    }

    private Component state(Job job) {
        var words = new Span(words(job));
        var cell = new Div(words);
        job.progress()
                .ifPresent(
                        progress -> {
                            if (progress.all() > 0) {
                                cell.add(new ProgressBar(0, progress.all(), progress.done()));
                            }
                            cell.add(
                                    new Span(
                                            getTranslation(
                                                    "jobs.progress",
                                                    numerals.count(progress.done()),
                                                    numerals.count(progress.all()))));
                        });
        return cell;
    }

    private String words(Job job) {
        return switch (job.state()) {
            case WAITING -> getTranslation("jobs.state.waiting");
            case RUNNING -> getTranslation("jobs.state.running", job.instance().orElse("?"));
            case SILENT -> getTranslation("jobs.state.silent", job.instance().orElse("?"));
            case FAILING -> getTranslation("jobs.state.failing", job.failures());
        };
    }

    private String when(Job job) {
        var wait = Duration.between(clock.instant(), job.due());
        if (job.state() == Job.State.RUNNING || job.state() == Job.State.SILENT) {
            return Numerals.UNDEFINED;
        }
        return wait.isNegative() || wait.isZero()
                ? getTranslation("jobs.due")
                : getTranslation("jobs.in", length(wait));
    }

    private String ago(Instant at) {
        return getTranslation("jobs.ago", length(Duration.between(at, clock.instant())));
    }

    private String length(Duration length) {
        return length.toMinutes() < 1
                ? getTranslation("jobs.seconds", Math.max(0, length.toSeconds()))
                : numerals.hoursMinutes(length.toMillis());
    }

    private Component actions(Job job) {
        var now = new Button(getTranslation("jobs.now"), click -> runNow(job));
        now.setEnabled(job.state() == Job.State.WAITING || job.state() == Job.State.FAILING);
        var cell = new Div(now);
        if (!job.item().isEmpty()) {
            var cancel = new Button(getTranslation("jobs.cancel"), click -> ask(job));
            cancel.addThemeName("tertiary");
            cancel.setEnabled(now.isEnabled());
            cell.add(cancel);
        }
        return cell;
    }

    private void runNow(Job job) {
        act(() -> jobs.runNow(job.name(), job.item()), getTranslation("jobs.begun", name(job)));
    }

    private void ask(Job job) {
        var dialog =
                new ConfirmDialog(
                        getTranslation("jobs.cancel.title", name(job)),
                        getTranslation("jobs.cancel.text"),
                        getTranslation("jobs.cancel"),
                        confirmed ->
                                act(
                                        () -> jobs.cancel(job.name(), job.item()),
                                        getTranslation("jobs.cancelled", name(job))));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("jobs.keep"));
        dialog.open();
    }

    private void act(Runnable order, String done) {
        try {
            order.run();
            say("info", done);
        } catch (Jobs.NotNow refused) {
            say("warn", String.valueOf(refused.getMessage()));
        }
        refresh();
    }

    private void say(String kind, String words) {
        var text = new Span(words);
        text.addClassName("banner-text");
        notice.removeAll();
        notice.add(text);
        notice.addClassName("banner");
        notice.getElement().setAttribute("data-kind", kind);
    }
}
