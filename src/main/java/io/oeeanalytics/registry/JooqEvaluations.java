package io.oeeanalytics.registry;

import static io.oeeanalytics.db.registry.Tables.BACKTEST;
import static io.oeeanalytics.db.registry.Tables.EVALUATION;
import static io.oeeanalytics.db.registry.Tables.LEAKAGE_CHECK;
import static io.oeeanalytics.db.registry.Tables.METRIC;
import static io.oeeanalytics.db.registry.Tables.MODEL;
import static io.oeeanalytics.db.registry.Tables.VERSION;
import static io.oeeanalytics.registry.JooqModels.at;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;

import io.oeeanalytics.db.registry.tables.records.BacktestRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JooqEvaluations {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};

    private final DSLContext sql;

    JooqEvaluations(DSLContext sql) {
        this.sql = sql;
    }

    void add(int version, Scores scores, List<Metric> metrics, Instant at, String by) {
        int id =
                Objects.requireNonNull(
                        sql.insertInto(EVALUATION)
                                .set(EVALUATION.VERSION_ID, version)
                                .set(EVALUATION.EVALUATED_AT, at(at))
                                .set(EVALUATION.EVALUATED_BY, by)
                                .returningResult(EVALUATION.ID)
                                .fetchSingle()
                                .value1());
        for (var check : scores.leakage()) {
            sql.insertInto(LEAKAGE_CHECK)
                    .set(LEAKAGE_CHECK.EVALUATION_ID, id)
                    .set(LEAKAGE_CHECK.NAME, check.name())
                    .set(LEAKAGE_CHECK.PASSED, check.passed())
                    .set(LEAKAGE_CHECK.DETAIL, check.detail())
                    .execute();
        }
        scores.backtests().forEach(backtest -> add(id, backtest));
        for (var metric : metrics) {
            sql.insertInto(METRIC)
                    .set(METRIC.EVALUATION_ID, id)
                    .set(METRIC.LINE, metric.line())
                    .set(METRIC.HORIZON, metric.horizon())
                    .set(METRIC.NAME, metric.name())
                    .set(METRIC.VALUE, metric.value())
                    .set(
                            METRIC.BASELINES,
                            JSONB.valueOf(JSON.writeValueAsString(metric.baselines())))
                    .execute();
        }
    }

    private void add(int evaluation, Backtest backtest) {
        var days = backtest.days();
        sql.insertInto(BACKTEST)
                .set(BACKTEST.EVALUATION_ID, evaluation)
                .set(BACKTEST.LINE, backtest.line())
                .set(BACKTEST.HORIZON, backtest.horizon())
                .set(BACKTEST.ORIGINS, dates(days, BacktestDay::origin))
                .set(BACKTEST.DAYS, dates(days, BacktestDay::day))
                .set(BACKTEST.ACTUAL, numbers(days, BacktestDay::actual))
                .set(BACKTEST.FORECAST, numbers(days, BacktestDay::forecast))
                .set(BACKTEST.LOWER80, bounds(days, BacktestDay::band80, Band::lower))
                .set(BACKTEST.UPPER80, bounds(days, BacktestDay::band80, Band::upper))
                .set(BACKTEST.LOWER95, bounds(days, BacktestDay::band95, Band::lower))
                .set(BACKTEST.UPPER95, bounds(days, BacktestDay::band95, Band::upper))
                .set(BACKTEST.BASELINE_NAMES, backtest.baselines().toArray(String[]::new))
                .set(
                        BACKTEST.BASELINES,
                        days.stream()
                                .flatMap(day -> day.sortedBaselines().values().stream())
                                .toArray(Double[]::new))
                .execute();
    }

    /** The last one. */
    Optional<Evaluation> of(VersionId version) {
        return sql.select(EVALUATION.ID, EVALUATION.EVALUATED_AT, EVALUATION.EVALUATED_BY)
                .from(EVALUATION)
                .join(VERSION)
                .on(VERSION.ID.eq(EVALUATION.VERSION_ID))
                .join(MODEL)
                .on(MODEL.ID.eq(VERSION.MODEL_ID))
                .where(MODEL.NAME.eq(version.model()))
                .and(VERSION.NUMBER.eq(version.number()))
                .orderBy(EVALUATION.ID.desc())
                .limit(1)
                .fetchOptional(
                        row ->
                                new Evaluation(
                                        row.value2().toInstant(),
                                        row.value3(),
                                        backtests(row.value1()),
                                        leakage(row.value1()),
                                        metrics(row.value1())));
    }

    /** Of each version of the model its last metrics, by number. */
    Map<Integer, List<Metric>> metricsOf(String model) {
        var metrics = new TreeMap<Integer, List<Metric>>();
        var last =
                select(max(EVALUATION.ID))
                        .from(EVALUATION)
                        .join(VERSION)
                        .on(VERSION.ID.eq(EVALUATION.VERSION_ID))
                        .join(MODEL)
                        .on(MODEL.ID.eq(VERSION.MODEL_ID))
                        .where(MODEL.NAME.eq(model))
                        .groupBy(VERSION.ID);
        sql.select(
                        VERSION.NUMBER,
                        METRIC.LINE,
                        METRIC.HORIZON,
                        METRIC.NAME,
                        METRIC.VALUE,
                        METRIC.BASELINES)
                .from(METRIC)
                .join(EVALUATION)
                .on(EVALUATION.ID.eq(METRIC.EVALUATION_ID))
                .join(VERSION)
                .on(VERSION.ID.eq(EVALUATION.VERSION_ID))
                .where(METRIC.EVALUATION_ID.in(last))
                .orderBy(VERSION.NUMBER, METRIC.LINE, METRIC.HORIZON, METRIC.NAME)
                .forEach(
                        row ->
                                metrics.computeIfAbsent(row.value1(), number -> new ArrayList<>())
                                        .add(
                                                new Metric(
                                                        row.value2(),
                                                        row.value3(),
                                                        row.value4(),
                                                        row.value5(),
                                                        JSON.readValue(
                                                                row.value6().data(), FIGURES))));
        return metrics;
    }

    private List<Metric> metrics(int evaluation) {
        return sql.selectFrom(METRIC)
                .where(METRIC.EVALUATION_ID.eq(evaluation))
                .orderBy(METRIC.LINE, METRIC.HORIZON, METRIC.NAME)
                .fetch(
                        row ->
                                new Metric(
                                        row.getLine(),
                                        row.getHorizon(),
                                        row.getName(),
                                        row.getValue(),
                                        JSON.readValue(row.getBaselines().data(), FIGURES)));
    }

    private List<LeakageCheck> leakage(int evaluation) {
        return sql.selectFrom(LEAKAGE_CHECK)
                .where(LEAKAGE_CHECK.EVALUATION_ID.eq(evaluation))
                .orderBy(LEAKAGE_CHECK.NAME)
                .fetch(row -> new LeakageCheck(row.getName(), row.getPassed(), row.getDetail()));
    }

    private List<Backtest> backtests(int evaluation) {
        return sql.selectFrom(BACKTEST)
                .where(BACKTEST.EVALUATION_ID.eq(evaluation))
                .orderBy(BACKTEST.LINE, BACKTEST.HORIZON)
                .fetch(JooqEvaluations::backtest);
    }

    private static Backtest backtest(BacktestRecord row) {
        var names = row.getBaselineNames();
        var days = new ArrayList<BacktestDay>();
        for (int i = 0; i < row.getDays().length; i++) {
            var baselines = new TreeMap<String, Double>();
            for (int j = 0; j < names.length; j++) {
                baselines.put(names[j], row.getBaselines()[i * names.length + j]);
            }
            days.add(
                    new BacktestDay(
                            row.getOrigins()[i],
                            row.getDays()[i],
                            row.getActual()[i],
                            row.getForecast()[i],
                            band(row.getLower80()[i], row.getUpper80()[i]),
                            band(row.getLower95()[i], row.getUpper95()[i]),
                            baselines));
        }
        return new Backtest(row.getLine(), row.getHorizon(), days);
    }

    private static @Nullable Band band(@Nullable Double lower, @Nullable Double upper) {
        return lower == null || upper == null ? null : new Band(lower, upper);
    }

    private static LocalDate[] dates(
            List<BacktestDay> days, Function<BacktestDay, LocalDate> date) {
        return days.stream().map(date).toArray(LocalDate[]::new);
    }

    private static Double[] numbers(List<BacktestDay> days, ToDoubleFunction<BacktestDay> number) {
        return days.stream().map(number::applyAsDouble).toArray(Double[]::new);
    }

    private static @Nullable Double[] bounds(
            List<BacktestDay> days,
            Function<BacktestDay, @Nullable Band> band,
            ToDoubleFunction<Band> bound) {
        var bounds = new @Nullable Double[days.size()];
        for (int i = 0; i < bounds.length; i++) {
            var one = band.apply(days.get(i));
            bounds[i] = one == null ? null : (Double) bound.applyAsDouble(one);
        }
        return bounds;
    }
}
