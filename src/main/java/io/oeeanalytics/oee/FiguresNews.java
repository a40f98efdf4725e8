package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears which lines have new figures, whichever instance computed them, and says so here as {@link
 * FiguresChanged}. PostgreSQL passes it on when the figures are committed; one connection listens.
 */
@Component
class FiguresNews implements SmartLifecycle {
    static final String CHANNEL = "figures_changed";

    private static final Logger LOG = LoggerFactory.getLogger(FiguresNews.class);
    private static final Duration LISTENS = Duration.ofSeconds(1);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

    private final DataSource database;
    private final PlantModel plant;
    private final ApplicationEventPublisher events;
    private volatile boolean running;
    private volatile Thread listener = Thread.currentThread();

    FiguresNews(DataSource database, PlantModel plant, ApplicationEventPublisher events) {
        this.database = database;
        this.plant = plant;
        this.events = events;
    }

    @Override
    public void start() {
        running = true;
        listener = Thread.ofPlatform().daemon().name("figures-news").start(this::listen);
    }

    private void listen() {
        boolean missedSome = false;
        while (running) {
            try (var connection = database.getConnection()) {
                execute(connection, "listen " + CHANNEL);
                try {
                    if (missedSome) {
                        plant.lines().forEach(line -> tell(line.id()));
                    }
                    hear(connection.unwrap(PGConnection.class));
                } finally {
                    if (running) {
                        execute(connection, "unlisten " + CHANNEL);
                    }
                }
            } catch (SQLException | RuntimeException e) {
                if (running) {
                    LOG.warn("News of figures are not heard, trying again: {}", e.getMessage());
                    missedSome = true;
                    pause();
                }
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (running) {
            var news = connection.getNotifications((int) LISTENS.toMillis());
            for (var one : news) {
                tell(new LineId(Integer.parseInt(one.getParameter())));
            }
        }
    }

    private void tell(LineId line) {
        events.publishEvent(new FiguresChanged(line));
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_FAULT);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        listener.interrupt();
        try {
            listener.join(LISTENS.multipliedBy(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
