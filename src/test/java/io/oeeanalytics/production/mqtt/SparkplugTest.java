package io.oeeanalytics.production.mqtt;

import static io.oeeanalytics.production.mqtt.EdgeNode.announced;
import static io.oeeanalytics.production.mqtt.EdgeNode.forwarded;
import static io.oeeanalytics.production.mqtt.EdgeNode.moved;
import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.production.mqtt.EdgeNode.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertySet;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkplugTest {
    private static final Instant EIGHT = Instant.parse("2026-03-16T08:00:00Z");
    private static final String PRESS = "PRESS-1";

    private Sparkplug sparkplug = new Sparkplug();
    private final EdgeNode node = new EdgeNode("Plant", "Edge");
    private Instant now = EIGHT;

    @Test
    void a_birth_tells_status_product_and_counters_as_of_its_own_time() {
        hear(node.birth(EIGHT));

        var heard =
                hear(
                        node.deviceBirth(
                                PRESS,
                                EIGHT,
                                announced("Line/Status", 1, DataType.Int32, 21)
                                        .setTimestamp(EIGHT.minusSeconds(600).toEpochMilli()),
                                announced("Counters/Good", 2, DataType.UInt16, 65_500),
                                announced("counters/SCRAP", 3, DataType.UInt16, 4),
                                announced("Product", 4, "BR-20"),
                                announced("Oil/Temperature", 5, DataType.Double, 60)));

        assertThat(heard.faults()).isEmpty();
        assertThat(events(heard))
                .containsExactly(
                        "state PRESS-1 08:00 status=21",
                        "product PRESS-1 08:00 product=BR-20",
                        "counter PRESS-1 08:00 good=65500 scrap=4 width=65536");
        assertThat(heard.told()).extracting(Told::source).containsOnly("mqtt Plant/Edge");
    }

    @Test
    void data_by_alias_is_what_the_birth_announced_and_a_counter_that_rests_is_told_along() {
        bornWithCounters();

        var heard =
                hear(
                        node.data(
                                PRESS,
                                EIGHT.plusSeconds(600),
                                moved(1, 1),
                                moved(2, 12, EIGHT.plusSeconds(540))));

        assertThat(events(heard))
                .containsExactly(
                        "state PRESS-1 08:10 status=1",
                        "counter PRESS-1 08:09 good=12 scrap=4 width=65536");
        assertThat(heard.rebirth()).isEmpty();
    }

    @Test
    void counters_of_one_message_are_one_reading_though_their_scans_differ() {
        bornWithCounters();

        var heard =
                hear(
                        node.data(
                                PRESS,
                                EIGHT.plusSeconds(120),
                                moved(3, 5, EIGHT.plusSeconds(120)),
                                moved(2, 7, EIGHT.plusSeconds(60))));

        assertThat(events(heard))
                .containsExactly("counter PRESS-1 08:02 good=7 scrap=5 width=65536");
    }

    @Test
    void what_was_stored_and_forwarded_keeps_its_own_time_and_its_neighbours() {
        bornWithCounters();
        hear(node.data(PRESS, EIGHT.plusSeconds(3600), moved(2, 65_535), moved(3, 9)));

        var heard =
                hear(
                        node.data(
                                PRESS,
                                EIGHT.plusSeconds(3601),
                                forwarded(2, 65_510, EIGHT.plusSeconds(600)),
                                forwarded(3, 6, EIGHT.plusSeconds(1200)),
                                forwarded(1, 31, EIGHT.plusSeconds(1200))));

        assertThat(events(heard))
                .containsExactly(
                        "state PRESS-1 08:20 status=31",
                        "counter PRESS-1 08:10 good=65510 scrap=4 width=65536",
                        "counter PRESS-1 08:20 good=65510 scrap=6 width=65536");
    }

    @Test
    void the_same_message_again_has_the_same_keys_and_the_next_has_others() {
        bornWithCounters();
        var sent = node.data(PRESS, EIGHT.plusSeconds(60), moved(1, 1), moved(2, 3));
        var first = hear(sent);

        var again = hear(sent);
        var next = hear(node.data(PRESS, EIGHT.plusSeconds(60), moved(1, 1), moved(2, 3)));

        assertThat(keys(again)).isEqualTo(keys(first));
        assertThat(keys(next)).doesNotContainAnyElementsOf(keys(first));
    }

    @Test
    void an_alias_nobody_announced_asks_for_a_rebirth_and_not_again_at_once() {
        hear(node.birth(EIGHT));
        hear(node.deviceBirth(PRESS, EIGHT));

        var first = hear(node.data(PRESS, EIGHT, moved(7, 1)));
        var soon = hear(node.data(PRESS, EIGHT, moved(7, 2)));
        now = now.plusSeconds(11);
        var later = hear(node.data(PRESS, EIGHT, moved(7, 3)));
        now = now.plusSeconds(11);
        var evenLater = hear(node.data(PRESS, EIGHT, moved(7, 4)));

        assertThat(first.rebirth()).isEqualTo("Plant/Edge");
        assertThat(soon.rebirth()).isEmpty();
        assertThat(later.rebirth()).isEqualTo("Plant/Edge");
        assertThat(evenLater.rebirth()).as("it waits longer each time").isEmpty();
        assertThat(events(first)).isEmpty();
    }

    @Test
    void whoever_comes_after_the_birth_asks_for_it_and_takes_no_half_reading() {
        var status =
                Metric.newBuilder()
                        .setName("Status")
                        .setDatatype(DataType.Int32_VALUE)
                        .setIntValue(1);
        var good =
                Metric.newBuilder()
                        .setName("Good")
                        .setDatatype(DataType.UInt32_VALUE)
                        .setIntValue(9);

        var heard = hear(node.data(PRESS, EIGHT, status, good));

        assertThat(heard.rebirth()).isEqualTo("Plant/Edge");
        assertThat(events(heard)).containsExactly("state PRESS-1 08:00 status=1");
    }

    @Test
    void a_gap_in_the_sequence_asks_for_a_rebirth_and_takes_what_came() {
        bornWithCounters();
        node.loses();

        var heard = hear(node.data(PRESS, EIGHT.plusSeconds(60), moved(2, 3)));
        now = now.plusSeconds(3600);
        var next = hear(node.data(PRESS, EIGHT.plusSeconds(61), moved(2, 4)));

        assertThat(heard.rebirth()).isEqualTo("Plant/Edge");
        assertThat(events(heard)).hasSize(1);
        assertThat(next.rebirth()).isEmpty();
    }

    @Test
    void the_sequence_goes_on_at_0_after_255() {
        bornWithCounters();

        for (int i = 0; i < 600; i++) {
            assertThat(hear(node.data(PRESS, EIGHT.plusSeconds(i), moved(2, i))).rebirth())
                    .isEmpty();
        }
    }

    @Test
    void a_dead_device_is_a_line_nobody_knows_of_from_then_on() {
        bornWithCounters();

        var heard = hear(node.deviceDeath(PRESS, EIGHT.plusSeconds(60)));
        var again = hear(node.deviceDeath(PRESS, EIGHT.plusSeconds(61)));

        assertThat(heard.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        Told.Silence.class,
                        silence -> {
                            assertThat(silence.at()).isEqualTo(EIGHT.plusSeconds(60));
                            assertThat(silence.lines()).containsExactly(PRESS);
                        });
        assertThat(again.told()).isEmpty();
    }

    @Test
    void a_dead_node_silences_its_lines_when_the_news_comes_and_once() {
        bornWithCounters();
        now = EIGHT.plusSeconds(300);

        var heard = hear(node.death());
        var again = hear(node.death());

        assertThat(heard.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        Told.Silence.class,
                        silence -> {
                            assertThat(silence.at()).isEqualTo(now);
                            assertThat(silence.lines()).containsExactly(PRESS);
                        });
        assertThat(again.told()).isEmpty();
    }

    @Test
    void the_death_of_an_earlier_session_comes_too_late() {
        bornWithCounters();
        bornWithCounters();

        var heard = hear(node.death(node.session() - 1));

        assertThat(heard).isEqualTo(Heard.NOTHING);
    }

    @Test
    void the_death_of_a_node_nobody_saw_born_silences_what_it_told_of_lately() {
        var heard = hear(node.death());

        assertThat(heard.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        Told.Silence.class,
                        silence -> {
                            assertThat(silence.lines()).isEqualTo(Set.of());
                            assertThat(silence.source()).isEqualTo("mqtt Plant/Edge");
                        });
    }

    @Test
    void a_birth_before_the_news_of_the_death_ends_the_silence() {
        bornWithCounters();
        now = EIGHT.plusSeconds(300);
        hear(node.death());

        hear(node.birth(EIGHT.plusSeconds(120)));
        var heard =
                hear(
                        node.deviceBirth(
                                PRESS,
                                EIGHT.plusSeconds(120),
                                announced("Status", 1, DataType.Int32, 1)));

        assertThat(events(heard))
                .containsExactly(
                        "state PRESS-1 08:02 status=1", "state PRESS-1 08:05:00.001 status=1");
    }

    @ParameterizedTest
    @CsvSource({
        "UInt8, 200, 200, 256",
        "UInt16, 65535, 65535, 65536",
        "UInt32, 4294967295, 4294967295, 4294967296",
        "Int8, 100, 100, 128",
        "Int16, 32000, 32000, 32768",
        "Int32, 2147483647, 2147483647, 2147483648",
        "UInt64, 5000000000, 5000000000, ",
        "Int64, 5000000000, 5000000000, "
    })
    void a_counter_is_as_wide_as_its_type(DataType type, long sent, long shown, Long width) {
        hear(node.birth(EIGHT));

        var heard = hear(node.deviceBirth(PRESS, EIGHT, announced("Good", 1, type, sent)));

        assertThat(events(heard))
                .containsExactly(
                        "counter PRESS-1 08:00 good=%d".formatted(shown)
                                + (width == null ? "" : " width=" + width));
    }

    @Test
    void a_declared_width_takes_the_place_of_that_of_the_type_and_reads_signs_as_bits() {
        hear(node.birth(EIGHT));

        var heard =
                hear(
                        node.deviceBirth(
                                PRESS,
                                EIGHT,
                                wide(announced("Good", 1, DataType.Int16, -1), 65_536)));
        var decimal =
                hear(
                        node.deviceBirth(
                                "PRESS-2",
                                EIGHT,
                                wide(announced("Good", 2, DataType.UInt32, 9_998), 10_000)));

        assertThat(events(heard)).containsExactly("counter PRESS-1 08:00 good=65535 width=65536");
        assertThat(events(decimal)).containsExactly("counter PRESS-2 08:00 good=9998 width=10000");
    }

    @Test
    void counters_of_different_widths_are_read_apart_but_beside_a_total_together() {
        hear(node.birth(EIGHT));

        var apart =
                hear(
                        node.deviceBirth(
                                PRESS,
                                EIGHT,
                                announced("Good", 1, DataType.UInt32, 70_000),
                                announced("Scrap", 2, DataType.UInt16, 3)));
        var together =
                hear(
                        node.deviceBirth(
                                "PRESS-2",
                                EIGHT,
                                announced("Total", 3, DataType.UInt32, 70_000),
                                announced("Scrap", 4, DataType.UInt16, 3)));

        assertThat(events(apart))
                .containsExactly(
                        "counter PRESS-1 08:00 good=70000 width=4294967296",
                        "counter PRESS-1 08:00 scrap=3 width=65536");
        assertThat(apart.told())
                .extracting(Told::source)
                .containsExactly("mqtt Plant/Edge", "mqtt Plant/Edge, counters to 65536");
        assertThat(events(together))
                .containsExactly("counter PRESS-2 08:00 scrap=3 total=70000 width=4294967296");
    }

    @Test
    void a_node_without_devices_is_a_line_itself() {
        var heard = hear(node.birth(EIGHT, announced("Status", 1, DataType.Int32, 1)));
        var data = hear(node.data("", EIGHT.plusSeconds(60), moved(1, 21)));

        assertThat(events(heard)).containsExactly("state Edge 08:00 status=1");
        assertThat(events(data)).containsExactly("state Edge 08:01 status=21");
    }

    @Test
    void what_a_metric_cannot_tell_is_refused_by_its_name() {
        hear(node.birth(EIGHT));

        var heard =
                hear(
                        node.deviceBirth(
                                PRESS,
                                EIGHT,
                                announced("Good", 1, DataType.Double, 3),
                                announced("Status", 2, "running"),
                                announced("Station/Scrap", 3, DataType.UInt32, 1),
                                announced("Scrap", 4, DataType.UInt32, 2)));

        assertThat(heard.faults())
                .extracting(Fault::path)
                .containsExactly("Good", "Status", "Station/Scrap");
        assertThat(heard.faults().getFirst().reason())
                .isEqualTo("must be a whole number, not a Double");
        assertThat(events(heard)).containsExactly("counter PRESS-1 08:00 scrap=2 width=4294967296");
    }

    @Test
    void what_is_no_sparkplug_is_refused_and_what_is_not_for_us_is_not_heard() {
        assertThat(sparkplug.hear("spBv1.0/G/NDATA/N", new byte[] {1, 2, 3}, now).faults())
                .extracting(Fault::reason)
                .singleElement()
                .asString()
                .startsWith("is no payload of Sparkplug B");
        assertThat(sparkplug.hear("spBv1.0/G/NDATA/N/D", new byte[0], now).faults()).hasSize(1);
        assertThat(sparkplug.hear("spBv1.0/G/NMAYBE/N", new byte[0], now).faults()).hasSize(1);
        assertThat(sparkplug.hear("spBv1.0/G", new byte[0], now).faults()).hasSize(1);
        assertThat(sparkplug.hear("spBv1.0/STATE/host", new byte[] {'{'}, now))
                .isEqualTo(Heard.NOTHING);
        assertThat(sparkplug.hear("spBv1.0/G/NCMD/N", new byte[] {'{'}, now))
                .isEqualTo(Heard.NOTHING);
    }

    @Test
    void nodes_and_devices_without_end_are_refused_and_the_first_go_on() {
        hear(node.birth(EIGHT));
        for (int i = 0; i < SparkplugMemory.MOST_DEVICES_OF_NODE; i++) {
            assertThat(hear(node.deviceBirth("D" + i, EIGHT)).faults()).isEmpty();
        }

        var tooMany = hear(node.deviceBirth("one more", EIGHT));
        var first = hear(node.deviceBirth("D0", EIGHT, announced("Good", 1, DataType.UInt32, 3)));

        assertThat(tooMany.faults())
                .singleElement()
                .extracting(Fault::reason)
                .asString()
                .startsWith("more than 1000 devices of a node");
        assertThat(events(first)).containsExactly("counter D0 08:00 good=3 width=4294967296");
        assertThat(first.rebirth()).as("what was refused leaves no gap").isEmpty();

        for (int i = 1; i < SparkplugMemory.MOST_NODES; i++) {
            assertThat(hear(new EdgeNode("Plant", "N" + i).birth(EIGHT)).faults()).isEmpty();
        }
        assertThat(hear(new EdgeNode("Plant", "too many").birth(EIGHT)).faults()).hasSize(1);
        assertThat(hear(node.birth(EIGHT)).faults()).isEmpty();
    }

    @Test
    void devices_of_all_nodes_together_are_bounded() {
        int nodes = SparkplugMemory.MOST_DEVICES / SparkplugMemory.MOST_DEVICES_OF_NODE;
        for (int n = 0; n < nodes; n++) {
            var edge = new EdgeNode("Plant", "N" + n);
            for (int i = 0; i < SparkplugMemory.MOST_DEVICES_OF_NODE; i++) {
                assertThat(hear(edge.deviceBirth("D" + i, EIGHT)).faults()).isEmpty();
            }
        }

        assertThat(hear(node.deviceBirth(PRESS, EIGHT)).faults()).hasSize(1);
    }

    @Test
    void a_message_with_too_many_metrics_is_refused_as_a_whole() {
        hear(node.birth(EIGHT));
        var many = new Metric.Builder[SparkplugMemory.MOST_METRICS + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = announced("Good", i, DataType.UInt32, i);
        }

        var heard = hear(node.deviceBirth(PRESS, EIGHT, many));

        assertThat(heard.told()).isEmpty();
        assertThat(heard.faults())
                .extracting(Fault::reason)
                .containsExactly(
                        "has 20001 metrics; a message may have 20000, so tell of them by several devices");
    }

    /** Room for three metrics with names of four letters, 258 bytes each, and for bdSeq, 260. */
    @Test
    void what_births_announce_is_bounded_and_a_new_birth_takes_the_place_of_the_last() {
        sparkplug = new Sparkplug(new SparkplugMemory(3 * 258 + 260, 100));
        hear(node.birth(EIGHT));
        for (int birth = 0; birth < 10; birth++) {
            assertThat(
                            hear(node.deviceBirth(
                                            PRESS,
                                            EIGHT,
                                            announced("Good", birth, DataType.UInt16, 1),
                                            announced("Tank", 50, DataType.UInt16, 1),
                                            announced("Pump", 51, DataType.UInt16, 1)))
                                    .faults())
                    .isEmpty();
        }
        var unfit =
                hear(node.deviceBirth("PRESS-2", EIGHT, announced("Good", 70, DataType.UInt16, 1)));
        var stale = hear(node.data(PRESS, EIGHT.plusSeconds(60), moved(8, 4)));
        var known = hear(node.data(PRESS, EIGHT.plusSeconds(60), moved(9, 5)));

        assertThat(unfit.faults())
                .singleElement()
                .extracting(Fault::reason)
                .asString()
                .startsWith("announces 1 metrics more than can be remembered");
        assertThat(unfit.told()).isEmpty();
        assertThat(stale.told()).isEmpty();
        assertThat(events(known)).containsExactly("counter PRESS-1 08:01 good=5 width=65536");
    }

    /** With room for none each keeps its newest, so that counters are still told whole. */
    @Test
    void readings_are_bounded_for_all_devices_together() {
        sparkplug = new Sparkplug(new SparkplugMemory(1 << 20, 0));
        bornWithCounters();
        for (int i = 1; i <= 100; i++) {
            hear(node.data(PRESS, EIGHT.plusSeconds(i), moved(2, i)));
        }

        var next = hear(node.data(PRESS, EIGHT.plusSeconds(120), moved(3, 9)));
        var forgotten =
                hear(
                        node.data(
                                PRESS,
                                EIGHT.plusSeconds(121),
                                forwarded(2, 1, EIGHT.plusSeconds(1))));

        assertThat(events(next))
                .containsExactly("counter PRESS-1 08:02 good=100 scrap=9 width=65536");
        assertThat(forgotten.told()).as("half a reading").isEmpty();
    }

    private void bornWithCounters() {
        hear(node.birth(EIGHT));
        hear(
                node.deviceBirth(
                        PRESS,
                        EIGHT,
                        announced("Status", 1, DataType.Int32, 21),
                        announced("Good", 2, DataType.UInt16, 0),
                        announced("Scrap", 3, DataType.UInt16, 4)));
    }

    private Heard hear(Sent sent) {
        return sparkplug.hear(sent.topic(), sent.payload(), now);
    }

    private static Metric.Builder wide(Metric.Builder metric, long width) {
        return metric.setProperties(
                PropertySet.newBuilder()
                        .addKeys("Width")
                        .addValues(
                                PropertyValue.newBuilder()
                                        .setType(DataType.UInt64_VALUE)
                                        .setLongValue(width)));
    }

    private static List<String> keys(Heard heard) {
        return heard.told().stream()
                .map(Told.Event.class::cast)
                .map(event -> event.json().get("key").stringValue())
                .toList();
    }

    /** In words: type, line, time and what else it says. */
    private static List<String> events(Heard heard) {
        var words = new ArrayList<String>();
        for (var told : heard.told()) {
            var json = ((Told.Event) told).json();
            var text = new StringBuilder(json.get("type").stringValue());
            text.append(' ').append(json.get("line").stringValue());
            var at = Instant.parse(json.get("at").stringValue());
            var time = at.toString().substring(11).replace("Z", "");
            text.append(' ')
                    .append(
                            at.getNano() == 0 && Duration.between(EIGHT, at).toSeconds() % 60 == 0
                                    ? time.substring(0, 5)
                                    : time);
            json.properties().stream()
                    .filter(field -> !Set.of("key", "line", "type", "at").contains(field.getKey()))
                    .forEach(
                            field ->
                                    text.append(' ')
                                            .append(field.getKey())
                                            .append('=')
                                            .append(field.getValue().asString()));
            words.add(text.toString());
        }
        return words;
    }
}
