package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A line with its shift, cycles and events; the day is asked for at the end. */
final class VectorExample {
    final String site;
    final String code;
    final LocalDate date;
    private final ApiClient client;
    private final ZoneId zone;
    private final List<VectorExample> besides = new ArrayList<>();
    private final List<String> products = new ArrayList<>();
    private final List<String> cycles = new ArrayList<>();
    private final List<String> holidays = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private String shift = "";
    double microStopSeconds;

    /**
     * @param number no other example of the test has
     */
    VectorExample(ApiClient client, int number, String site, String zone, LocalDate date) {
        this.client = client;
        this.site = site;
        this.code = "V" + number;
        this.zone = ZoneId.of(zone);
        this.date = date;
    }

    VectorExample shift(String start, String end, String... pause) {
        var breaks =
                pause.length == 0 ? "" : "{'start':'%s','end':'%s'}".formatted(pause[0], pause[1]);
        shift =
                "{'weekday':'%s','number':1,'start':'%s','end':'%s','breaks':[%s]}"
                        .formatted(date.getDayOfWeek(), start, end, breaks);
        return this;
    }

    VectorExample holiday(LocalDate day) {
        holidays.add("{'date':'%s','name':'closed'}".formatted(day));
        return this;
    }

    VectorExample product(String product) {
        products.add("{'code':'%s','name':'%s'}".formatted(product, product));
        return this;
    }

    VectorExample cycle(@Nullable String product, @Nullable String validFrom, double seconds) {
        cycles.add(
                "{%s%s'seconds':%s}"
                        .formatted(
                                product == null ? "" : "'product':'%s',".formatted(product),
                                validFrom == null ? "" : "'validFrom':'%s',".formatted(validFrom),
                                seconds));
        return this;
    }

    /** Pairs of a time of the day, with + before it of the next, and a status. */
    VectorExample states(Object... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            stateAt(at((String) pairs[i]), (Integer) pairs[i + 1]);
        }
        return this;
    }

    VectorExample stateAt(String instant, int status) {
        return event("'type':'state','at':'%s','status':%d".formatted(instant, status));
    }

    VectorExample stateUntil(String from, int status, String until) {
        return event(
                "'type':'state','at':'%s','status':%d,'until':'%s'"
                        .formatted(at(from), status, at(until)));
    }

    VectorExample count(String time, @Nullable String product, int good, int scrap, int rework) {
        return event(
                "'type':'count','at':'%s',%s'good':%d,'scrap':%d,'rework':%d"
                        .formatted(
                                at(time),
                                product == null ? "" : "'product':'%s',".formatted(product),
                                good,
                                scrap,
                                rework));
    }

    VectorExample countAt(String instant, int good, int scrap) {
        return event(
                "'type':'count','at':'%s','good':%d,'scrap':%d".formatted(instant, good, scrap));
    }

    VectorExample counter(String time, int good) {
        return event(
                "'type':'counter','at':'%s','good':%d,'width':65536".formatted(at(time), good));
    }

    VectorExample event(String fields) {
        events.add("{'key':'%s-%d','line':'%s',%s}".formatted(code, events.size(), code, fields));
        return this;
    }

    void with(VectorExample other) {
        besides.add(other);
        other.besides.add(this);
    }

    String at(String time) {
        var day = time.startsWith("+") ? date.plusDays(1) : date;
        return LocalDateTime.of(day, LocalTime.parse(time.replace("+", "")))
                .atZone(zone)
                .toInstant()
                .toString();
    }

    private String line() {
        return "{'code':'%s','name':'%s','idealCycles':[%s],'weeks':[{'validFrom':'2026-01-01','shifts':[%s]}]}"
                .formatted(code, code, String.join(",", cycles), shift);
    }

    JsonNode day() {
        return ask("line=%s&by=day".formatted(code)).path("total");
    }

    JsonNode ask(String question) {
        var lines = new ArrayList<>(List.of(line()));
        besides.forEach(other -> lines.add(other.line()));
        var document =
                "{'sites':[{'name':'%s','zone':'%s','microStopSeconds':%s,'holidays':[%s],'products':[%s],'lines':[%s]}]}"
                        .formatted(
                                site,
                                zone,
                                String.format(Locale.ROOT, "%.1f", microStopSeconds),
                                String.join(",", holidays),
                                String.join(",", products),
                                String.join(",", lines));
        var put = client.put("/api/v1/plant", "application/json", document.replace('\'', '"'));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        for (var one : lines.size() > 1 ? List.of(this, besides.getFirst()) : List.of(this)) {
            var post =
                    client.post(
                            "/api/v1/events?backfill=true",
                            ("[" + String.join(",", one.events) + "]").replace('\'', '"'));
            assertThat(post.status()).as(post.text()).isEqualTo(202);
        }
        var path = "/api/v1/oee?from=%s&%s".formatted(date, question);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !client.get(path).json().path("pending").booleanValue());
        return client.get(path).json();
    }

    static void near(JsonNode row, String kpi, @Nullable Double expected) {
        var actual = row.path("kpis").path(kpi);
        if (expected == null) {
            assertThat(actual.isNull()).as(kpi + " of " + row).isTrue();
        } else {
            assertThat(actual.isNumber()).as(kpi + " of " + row).isTrue();
            assertThat(actual.doubleValue()).as(kpi).isCloseTo(expected, within(1e-6));
        }
    }
}
