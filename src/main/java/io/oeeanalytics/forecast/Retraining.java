package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.DailyModel.Speaker;
import io.oeeanalytics.forecast.RetrainingRules.Cause;
import io.oeeanalytics.forecast.VersionTrials.Tried;
import io.oeeanalytics.forecast.learned.GlobalForecaster;
import io.oeeanalytics.forecast.learned.GlobalMethod;
import io.oeeanalytics.forecast.learned.GlobalModel;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.NewFile;
import io.oeeanalytics.registry.NewVersion;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.RegistryProblem;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains the model of all lines anew when a rule asks for it, after a round of forecasts. What was
 * trained is a version like any other: it is tried on the past by models that did not know it, and
 * becomes challenger of the plant where the gates are open and no other challenge runs; it never
 * becomes champion by itself.
 */
@Component
class Retraining {
    private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);

    private static final long SEED = 1;
    private static final int HORIZON = ForecastEngine.MOST_DAYS_AHEAD;
    private static final int LATELY_DAYS = 14;
    private static final int BEFORE_DAYS = 100;
    private static final String LINES = "lines";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Registry registry;
    private final PlantPanel panel;
    private final VersionTrials trials;
    private final JooqDrifts drifts;
    private final FiguresQuery figures;
    private final ForecastMeters meters;
    private final CodeVersion code;
    private final Clock clock;
    private final Optional<GlobalMethod> method;

    /**
     * @param method what {@code --method} takes; empty for none
     */
    Retraining(
            Registry registry,
            PlantPanel panel,
            VersionTrials trials,
            JooqDrifts drifts,
            FiguresQuery figures,
            ForecastMeters meters,
            CodeVersion code,
            Clock clock,
            @Value("${oee.forecast.learned-method}") String method) {
        this.registry = registry;
        this.panel = panel;
        this.trials = trials;
        this.drifts = drifts;
        this.figures = figures;
        this.meters = meters;
        this.code = code;
        this.clock = clock;
        this.method = method(method);
    }

    private static Optional<GlobalMethod> method(String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                GlobalMethod.named(name)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "OEE_LEARNED_METHOD is empty or one of %s, not '%s'"
                                                        .formatted(
                                                                Arrays.stream(GlobalMethod.values())
                                                                        .map(
                                                                                GlobalMethod
                                                                                        ::optionName)
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", ")),
                                                                name))));
    }

    /** Trains where a rule asks for it and there is enough to learn from. */
    void review() {
        method.ifPresent(this::review);
    }

    private void review(GlobalMethod method) {
        var members = panel.members();
        var lines = members.stream().map(PlantPanel.Member::line).toList();
        var last = last();
        var trained = last.map(ModelVersion::createdAt).orElse(null);
        var known = last.map(Retraining::lines).orElse(Set.of());
        var causes =
                RetrainingRules.causes(
                        trained,
                        clock.instant(),
                        lines,
                        trained == null ? List.of() : drifting(lines, trained),
                        lines.stream().filter(line -> !known.contains(line.code())).toList(),
                        trained == null ? List.of() : newProducts(lines, trained));
        if (causes.isEmpty()) {
            return;
        }
        try {
            method.require();
        } catch (IllegalStateException e) {
            LOG.warn("No model of all lines is trained: {}", e.getMessage());
            return;
        }
        train(method, members, causes);
    }

    /** The newest that was trained here. */
    private Optional<ModelVersion> last() {
        return registry.versions(DailyModel.NAME).stream()
                .filter(
                        version ->
                                DailyModel.speaker(version).flatMap(Speaker::global).equals(method))
                .findFirst();
    }

    private static Set<String> lines(ModelVersion version) {
        return Set.of(
                JSON.readValue(version.parameters().getOrDefault(LINES, "[]"), String[].class));
    }

    private List<Line> drifting(List<Line> lines, Instant after) {
        var found = Set.copyOf(drifts.foundAfter(after));
        return lines.stream().filter(line -> found.contains(line.id())).toList();
    }

    private List<String> newProducts(List<Line> lines, Instant trained) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var then = LocalDate.ofInstant(trained, ZoneOffset.UTC);
        var lately = products(lines, Period.lastDays(today, LATELY_DAYS));
        lately.keySet().removeAll(products(lines, Period.lastDays(then, BEFORE_DAYS)).keySet());
        return List.copyOf(lately.values());
    }

    private Map<Integer, String> products(List<Line> lines, Period period) {
        var products = new TreeMap<Integer, String>();
        for (var group : figures.answer(lines, period, Grouping.PRODUCT).groups()) {
            group.product()
                    .filter(product -> group.ledger().made().total() > 0)
                    .ifPresent(product -> products.put(product.id().value(), product.code()));
        }
        return products;
    }

    private void train(GlobalMethod method, List<PlantPanel.Member> members, List<Cause> causes) {
        var series = members.stream().map(PlantPanel.Member::series).toList();
        var forecaster =
                GlobalForecaster.of(
                        PlantPanel.panel(series), method, HORIZON, GlobalModels.BOUNDS, SEED);
        var model = forecaster.model();
        if (model.isEmpty()) {
            // Fewer than two lines or some weeks: nothing that is shared can be told from chance.
            return;
        }
        trials.of(method, forecaster, members)
                .ifPresent(tried -> register(method, model.get(), members, tried, causes));
    }

    private void register(
            GlobalMethod method,
            GlobalModel model,
            List<PlantPanel.Member> members,
            Tried tried,
            List<Cause> causes) {
        var files = new ArrayList<NewFile>();
        model.files().forEach((path, bytes) -> files.add(new NewFile(path, bytes)));
        var id =
                registry.register(
                        new NewVersion(
                                DailyModel.NAME,
                                method.optionName(),
                                Map.of(
                                        DailyModel.METHOD,
                                        method.optionName(),
                                        "horizon",
                                        String.valueOf(HORIZON),
                                        "columns",
                                        String.join(", ", model.spec().names()),
                                        "rows",
                                        String.valueOf(model.training().rows()),
                                        LINES,
                                        JSON.writeValueAsString(
                                                members.stream()
                                                        .map(member -> member.line().code())
                                                        .toList())),
                                tried.data(),
                                SEED,
                                code.name(),
                                "",
                                files,
                                tried.scores(),
                                new TreeMap<>(),
                                notes(method, causes)));
        causes.forEach(cause -> meters.retrained(cause.reason()));
        offer(id);
    }

    /** A challenge takes its time, and what a person seated stays until a person takes it away. */
    private void offer(VersionId id) {
        var seat = new Seat(DailyModel.NAME, "", Seat.CHALLENGER);
        boolean isTaken =
                registry.current(seat)
                        .filter(move -> move.version() != null)
                        .filter(
                                move ->
                                        !move.by().isEmpty()
                                                || move.at()
                                                        .plus(RetrainingRules.SCHEDULE)
                                                        .isAfter(clock.instant()))
                        .isPresent();
        if (isTaken) {
            LOG.info("{} was trained; {} is taken", id, seat);
            return;
        }
        try {
            registry.offer(id, seat);
            LOG.info("{} was trained and runs beside the champion", id);
        } catch (RegistryProblem.GatesClosed closed) {
            LOG.info("{} was trained and does not run: {}", id, closed.getMessage());
        }
    }

    /** For whoever reads the version in the registry, in Markdown. */
    private static String notes(GlobalMethod method, List<Cause> causes) {
        var notes = new StringBuilder(method.words()).append("\n\nTrained because:\n");
        for (var cause : causes) {
            notes.append("- ").append(words(cause)).append('\n');
        }
        return Character.toUpperCase(notes.charAt(0)) + notes.substring(1);
    }

    private static String words(Cause cause) {
        var about = String.join(", ", cause.about());
        return switch (cause.reason()) {
            case FIRST -> "there was none before";
            case SCHEDULE ->
                    "the one before was %d days old".formatted(RetrainingRules.SCHEDULE.toDays());
            case DRIFT -> "lines became different: " + about;
            case NEW_LINES -> "lines have enough days now: " + about;
            case NEW_PRODUCTS -> "products are made that were not before: " + about;
        };
    }
}
