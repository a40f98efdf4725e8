package io.oeeanalytics.advisor.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.talk.Sentence.Place;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerifierPropertyTest {
    private static final List<Locale> LOCALES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);
    private static final int RUNS = 3_000;

    private record Said(String words, Figure figure) {}

    @Test
    void what_is_rounded_from_a_figure_passes_in_every_language() {
        var random = new Random(11);
        for (int run = 0; run < RUNS; run++) {
            var said = said(random);

            assertThat(verified(said.words, said.figure)).as("%s", said).isPresent();
        }
    }

    @Test
    void a_changed_digit_is_seen() {
        var random = new Random(12);
        int changed = 0;
        for (int run = 0; run < RUNS; run++) {
            var said = said(random);
            var places = new ArrayList<Integer>();
            for (int at = 0; at < said.words.length(); at++) {
                if (Character.isDigit(said.words.charAt(at))) {
                    places.add(at);
                }
            }
            int at = places.get(random.nextInt(places.size()));
            char other = (char) ('0' + (said.words.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            var words = said.words.substring(0, at) + other + said.words.substring(at + 1);
            if (!words.equals(said.words) && verified(words, said.figure).isPresent()) {
                // A half may be rounded either way; nothing else may differ.
                assertThat(nearHalf(said)).as("%s as %s", said, words).isTrue();
                continue;
            }
            changed++;
        }
        assertThat(changed).isGreaterThan(RUNS * 99 / 100);
    }

    @Test
    void another_unit_is_seen() {
        var random = new Random(13);
        for (int run = 0; run < RUNS / 5; run++) {
            var said = said(random);
            for (var other : Unit.values()) {
                boolean alike =
                        other == said.figure.unit()
                                || (said.figure.unit() == Unit.COUNT && other == Unit.PIECES);
                if (alike) {
                    continue;
                }
                var figure = new Figure("one", said.figure.value(), other);
                assertThat(verified(said.words, figure)).as("%s as %s", said, other).isEmpty();
            }
        }
    }

    private static boolean nearHalf(Said said) {
        double shown = 1_000 * said.figure.value();
        return Math.abs(Math.abs(shown * 2 % 1) - 0.5) < 0.01;
    }

    private static Optional<Sentence> verified(String words, Figure figure) {
        var result =
                new ToolResult(
                        "Something",
                        ToolResult.Outcome.ANSWERED,
                        List.of(new ToolResult.Statement("Something.", List.of(figure))),
                        List.of(),
                        Optional.empty(),
                        List.of());
        return new Verifier("How much?", List.of(result)).verified(new Draft(words, Place.RUNNING));
    }

    private static Said said(Random random) {
        var locale = LOCALES.get(random.nextInt(LOCALES.size()));
        int decimals = random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0 -> {
                double share = random.nextDouble();
                yield new Said(
                        pick(locale, "It was %s %%.", "Es waren %s Prozent.", "C'était %s %%.")
                                .formatted(number(100 * share, decimals, locale)),
                        new Figure("one", share, Unit.SHARE));
            }
            case 1 -> {
                double points = -0.001 - random.nextDouble() / 3;
                yield new Said(
                        pick(
                                        locale,
                                        "It fell by %s points.",
                                        "Es sank um %s Punkte.",
                                        "Cela a baissé de %s points.")
                                .formatted(number(-100 * points, decimals, locale)),
                        new Figure("one", points, Unit.POINTS));
            }
            case 2 -> {
                long minutes = 61L + random.nextInt(3_000);
                yield new Said(
                        pick(
                                        locale,
                                        "It took %d h %d min.",
                                        "Es dauerte %d Stunden und %d Minuten.",
                                        "Cela a duré %d heures et %d minutes.")
                                .formatted(minutes / 60, minutes % 60),
                        new Figure(
                                "one",
                                60_000 * minutes + random.nextInt(29_000),
                                Unit.MILLISECONDS));
            }
            case 3 -> {
                double hours = random.nextDouble() * 300;
                yield new Said(
                        pick(
                                        locale,
                                        "It took %s hours.",
                                        "Es dauerte %s Stunden.",
                                        "Cela a duré %s heures.")
                                .formatted(number(hours, decimals, locale)),
                        new Figure("one", 3_600_000 * hours, Unit.MILLISECONDS));
            }
            case 4 -> {
                int pieces = random.nextInt(3_000_000);
                yield new Said(
                        pick(
                                        locale,
                                        "It made %s pieces.",
                                        "Es wurden %s Stück.",
                                        "Elle a fait %s pièces.")
                                .formatted(number(pieces, 0, locale)),
                        new Figure("one", pieces, Unit.PIECES));
            }
            default -> {
                int count = random.nextInt(500);
                yield new Said(
                        pick(
                                        locale,
                                        "It stopped %s times.",
                                        "Es gab %s Stopps.",
                                        "Il y a eu %s arrêts.")
                                .formatted(number(count, 0, locale)),
                        new Figure("one", count, Unit.COUNT));
            }
        };
    }

    private static String pick(Locale locale, String english, String german, String french) {
        return locale.equals(Locale.GERMAN)
                ? german
                : locale.equals(Locale.FRENCH) ? french : english;
    }

    private static String number(double value, int decimals, Locale locale) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        assertThat(DecimalFormatSymbols.getInstance(locale).getZeroDigit()).isEqualTo('0');
        return format.format(value);
    }
}
