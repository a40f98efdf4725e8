package io.oeeanalytics.demo;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.LiveFacts;
import io.oeeanalytics.production.LiveFacts.LivePiece;
import io.oeeanalytics.production.LoggedState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The demo plant at work: a year of history at the first start, then what its machines tell as time
 * goes by. After a rest of days it catches up, since any day can be simulated alone.
 */
@Component
@Profile("demo")
@Order(50)
class DemoRun implements ApplicationRunner, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
    private static final int HISTORY_DAYS = 365;
    private static final Duration TICK = Duration.ofSeconds(5);

    private static final int PIECES_AT_ONCE = 1_000;

    private final DemoHistory history;
    private final JooqSimulation kept;
    private final PlantModel model;
    private final LiveFacts live;
    private final Clock clock;
    private final long seed;
    private final DemoPace pace;
    private volatile boolean running;
    private volatile Thread worker = Thread.currentThread();

    DemoRun(
            DemoHistory history,
            JooqSimulation kept,
            PlantModel model,
            LiveFacts live,
            Clock clock,
            @Value("${oee.demo.seed}") long seed,
            @Value("${oee.demo.speed}") int speed) {
        this.history = history;
        this.kept = kept;
        this.model = model;
        this.live = live;
        this.clock = clock;
        this.seed = seed;
        this.pace = new DemoPace(speed);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (kept.running().isEmpty() && isRealPlant()) {
            LOG.warn(
                    "This database holds a plant of its own, so no demo plant is built in it."
                            + " Start with OEE_DEMO=0, or on another data folder to see the demo.");
            return;
        }
        var simulation = kept.running().orElseGet(this::begin);
        var simulator =
                new PlantSimulator(new DemoPlant(simulation.historyEnd()), simulation.seed());
        tell(simulator, simulation.toldUntil());
        running = true;
        worker = Thread.ofPlatform().daemon().name("demo").start(() -> work(simulator));
    }

    /**
     * Whether lines of somebody else are here; those of a demo cut off at its first start are not.
     */
    private boolean isRealPlant() {
        var demo = new DemoPlant(LocalDate.EPOCH);
        return model.sites().stream().anyMatch(site -> !site.name().equals(demo.siteName()));
    }

    private JooqSimulation.Simulation begin() {
        LOG.info("Simulating a year of the demo plant…");
        var today = LocalDate.ofInstant(clock.instant(), new DemoPlant(LocalDate.EPOCH).zone());
        var end = today.minusDays(1L + pace.daysBehind());
        var plant = new DemoPlant(end);
        var from = end.minusDays(HISTORY_DAYS);
        var site =
                model.sites().stream()
                        .filter(known -> known.name().equals(plant.siteName()))
                        .findFirst()
                        .orElseGet(() -> history.build(plant, from));
        history.load(new PlantSimulator(plant, seed), from, end);
        var simulation =
                new JooqSimulation.Simulation(
                        site.id(),
                        seed,
                        end,
                        end.plusDays(1).atStartOfDay(plant.zone()).toInstant());
        kept.begin(simulation);
        return simulation;
    }

    private void work(PlantSimulator simulator) {
        while (running) {
            try {
                Thread.sleep(TICK);
                tell(simulator, kept.running().orElseThrow().toldUntil());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warn("The demo plant could not be heard, trying again", e);
                }
            }
        }
    }

    /** Tells what happened since that instant, as far as the pace of the plant goes. */
    private void tell(PlantSimulator simulator, Instant since) {
        var now = pace.after(since, TICK, clock.instant());
        var plant = simulator.plant();
        var lines = model.lines().stream().collect(Collectors.toMap(Line::code, line -> line));
        var last = LocalDate.ofInstant(now, plant.zone());
        for (var date = LocalDate.ofInstant(since, plant.zone());
                !date.isAfter(last);
                date = date.plusDays(1)) {
            for (var demoLine : plant.lines()) {
                var line = lines.get(demoLine.code());
                if (line != null) {
                    tell(simulator.day(demoLine, date).until(now), line, since);
                }
            }
        }
        kept.told(now);
    }

    private void tell(LineDay day, Line line, Instant since) {
        var states =
                day.states().stream()
                        .filter(state -> state.to() == null || !state.to().isBefore(since))
                        .map(state -> new LoggedState(state.from(), state.to(), state.statusCode()))
                        .toList();
        live.tell(line.id(), states, List.of());
        var products = productIds(line);
        var pieces = day.pieces();
        var batch = new ArrayList<LivePiece>();
        for (int i = pieces.finishedBefore(since.toEpochMilli()); i < pieces.count(); i++) {
            var code = day.line().products().get(pieces.productIndex(i)).code();
            batch.add(
                    new LivePiece(
                            Instant.ofEpochMilli(pieces.startedAt(i)),
                            Instant.ofEpochMilli(pieces.finishedAt(i)),
                            products.get(code),
                            pieces.good(i) ? 1 : 0,
                            pieces.good(i) ? 0 : 1));
            if (batch.size() == PIECES_AT_ONCE) {
                live.tell(line.id(), List.of(), batch);
                batch.clear();
            }
        }
        live.tell(line.id(), List.of(), batch);
    }

    private Map<String, ProductId> productIds(Line line) {
        return model.products(line.siteId()).stream()
                .collect(Collectors.toMap(product -> product.code(), product -> product.id()));
    }

    /** Started by {@link #run}. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        if (running) {
            running = false;
            worker.interrupt();
            try {
                worker.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
