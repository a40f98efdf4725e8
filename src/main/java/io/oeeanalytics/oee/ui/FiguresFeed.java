package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.oeeanalytics.oee.FiguresChanged;
import io.oeeanalytics.plant.LineId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

/**
 * Tells open views which lines have new figures, from whichever instance. Lines change many times a
 * minute, so changes are gathered and told together.
 */
@org.springframework.stereotype.Component
class FiguresFeed implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(FiguresFeed.class);
    private static final Duration GATHERED = Duration.ofSeconds(2);
    private static final Duration CLOCK = Duration.ofSeconds(10);

    private final Map<Component, Consumer<Set<LineId>>> views = new ConcurrentHashMap<>();
    private final Map<Component, Runnable> clocks = new ConcurrentHashMap<>();
    private final Set<LineId> changed = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService teller =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("figures-feed").unstarted(task));

    FiguresFeed() {
        var unused =
                teller.scheduleWithFixedDelay(
                        this::tell,
                        GATHERED.toMillis(),
                        GATHERED.toMillis(),
                        TimeUnit.MILLISECONDS);
        var alsoUnused =
                teller.scheduleWithFixedDelay(
                        this::tick, CLOCK.toMillis(), CLOCK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells the view, on its own UI's thread, for as long as it is on a page. */
    void follow(Component view, Consumer<Set<LineId>> refresh) {
        view.addAttachListener(attached -> views.put(view, refresh));
        view.addDetachListener(detached -> views.remove(view));
    }

    /** Calls the view every few seconds, for what grows while nothing happens. */
    void followClock(Component view, Runnable redraw) {
        view.addAttachListener(attached -> clocks.put(view, redraw));
        view.addDetachListener(detached -> clocks.remove(view));
    }

    @EventListener
    void on(FiguresChanged change) {
        changed.add(change.line());
    }

    private void tell() {
        var lines = new HashSet<>(changed);
        changed.removeAll(lines);
        if (lines.isEmpty()) {
            return;
        }
        views.forEach(
                (view, refresh) ->
                        view.getUI().ifPresent(ui -> tell(ui, () -> refresh.accept(lines))));
    }

    private void tick() {
        clocks.forEach((view, redraw) -> view.getUI().ifPresent(ui -> tell(ui, redraw)));
    }

    private static void tell(UI ui, Runnable refresh) {
        try {
            ui.access(refresh::run);
        } catch (RuntimeException e) {
            // A page that is just closing must not keep the others from their news.
            LOG.debug("A view could not be told of new figures", e);
        }
    }

    @Override
    public void destroy() {
        teller.shutdownNow();
    }
}
