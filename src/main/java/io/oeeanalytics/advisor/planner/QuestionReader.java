package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.advisor.planner.Understood.Subject;
import io.oeeanalytics.advisor.tool.PlantDate;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.PlantModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/** Finds the lines, dates and subjects of a question, among the lines whoever asks may know of. */
@Component
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
class QuestionReader {
    /** A longer question is read to here; nobody asks that much. */
    private static final int MOST_WORDS = 120;

    /** Stands for what was found already. */
    static final String TAKEN = "\u0000";

    /** Stands for a line or a product. */
    static final String NAMED = "\u0001";

    private static final Pattern SHIFT =
            Pattern.compile(
                    "(?<![\\p{L}\\p{Nd}])(?:(?:shift|schicht|equipe|poste) (\\d)"
                            + "|(\\d)(?:\\.|st|nd|rd|th|e|re|ere|eme)? ?(?:shift|schicht|equipe)"
                            + "|(early|first|fruh-?|morning|matin)(?: ?shift| ?schicht)"
                            + "|(late|second|spat-?)(?: ?shift| ?schicht)"
                            + "|(night|third|nacht-?)(?: ?shift| ?schicht)"
                            + "|equipe (?:du (matin)|d(?:e l)? (apres-midi)|de (nuit)))(?![\\p{L}\\p{Nd}])");

    /** Of a question that names several, none is meant alone. */
    private static final List<Pattern> SHIFTS =
            Stream.of(
                            "early|fruh-?|fruhschicht|morning|matin",
                            "late|spat-?|spatschicht|afternoon|apres-midi|soir",
                            "night|nacht-?|nachtschicht|nuit")
                    .map(words -> Pattern.compile("(?<![\\p{L}])(?:" + words + ")(?![\\p{L}])"))
                    .toList();

    /** Behind it stands what is compared with. */
    private static final Pattern THAN =
            Pattern.compile(
                    "(?<!\\p{L})(?:than|als|que|qu|gegenuber|par rapport)(?: (?:it|they|was|were|is|are|in|on|im|am|en|noch|a|au|le|the|during|back))* $");

    /** More than 100 %: then the ideal cycle is set too long. */
    private static final Pattern ABOVE_ALL =
            Pattern.compile("(?<![\\p{Nd}.,])1(?!00(?:[.,]0+)? ?%)\\p{Nd}{2}(?:[.,]\\p{Nd}+)? ?%");

    /** In days. */
    private static final int MONTH = 30;

    private static final Pattern CODE_LIKE = Pattern.compile("(?=.*\\d)\\p{L}[\\p{L}\\d_-]{2,}");
    private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{1,3}(?:[.,]\\d+)?%?|%");

    /** What says nothing of the subject of a question. */
    private static final Set<Sense> WITHOUT_SUBJECT =
            EnumSet.of(
                    Sense.FILLER,
                    Sense.DEFINITION,
                    Sense.HOW_TO,
                    Sense.WHO,
                    Sense.WHY,
                    Sense.COMPARE,
                    Sense.CHANGE,
                    Sense.NOW,
                    Sense.STOPPED,
                    Sense.BEST,
                    Sense.WORST,
                    Sense.BEGIN,
                    Sense.HOW_OFTEN,
                    Sense.LINE,
                    Sense.EVERYWHERE);

    /** Two dates and nothing else but these are meant beside each other. */
    private static final Set<Sense> PLAIN =
            EnumSet.of(
                    Sense.OEE,
                    Sense.AVAILABILITY,
                    Sense.EFFECTIVENESS,
                    Sense.QUALITY,
                    Sense.HOW_TO,
                    Sense.CHANGE);

    /** Phrases that begin so ask, whatever else they say. */
    private static final Pattern ASKING = Pattern.compile("how|wie|comment|what|was|que|qu|quel");

    private final PlantModel plant;
    private final PlantDate date;

    QuestionReader(PlantModel plant, PlantDate date) {
        this.plant = plant;
        this.date = date;
    }

    /** The date it is where the day is furthest, among the lines of whoever asks. */
    public LocalDate today() {
        return date.today();
    }

    /** Words of a date there is not, as the question has them. */
    public Optional<String> impossibleDate(String question) {
        return new PeriodReading(today()).impossible(Plain.of(question));
    }

    /**
     * @param asker whose language counts where the question tells none
     */
    public Understood read(String question, Locale asker) {
        String plain = DateWords.spelled(Plain.of(question));
        var periods = new PeriodReading(today()).in(plain);
        String rest = plain;
        for (int i = periods.size() - 1; i >= 0; i--) {
            var found = periods.get(i);
            rest = rest.substring(0, found.from()) + TAKEN + rest.substring(found.to());
        }
        var durations = Shapes.durations(rest);
        rest = Shapes.withoutDurations(rest);
        var told = EnumSet.noneOf(Sense.class);
        if (Shapes.hasTimeOfDay(rest)) {
            told.add(Sense.BY_HOUR);
        }
        if (Shapes.asksForMissingData(rest)) {
            told.add(Sense.COVERAGE);
        }
        rest = Shapes.withoutTimesOfDay(rest);
        boolean ofShifts = SHIFTS.stream().filter(one -> one.matcher(plain).find()).count() > 1;
        if (ofShifts) {
            told.add(Sense.BY_SHIFT);
        }
        var shift = ofShifts ? Optional.<Integer>empty() : shift(rest);
        rest = SHIFT.matcher(rest).replaceAll(" " + TAKEN + " ").strip();
        var words =
                Shapes.turnedAround(
                        Plain.words(
                                rest.replaceAll(TAKEN, " " + TAKEN + " ")
                                        .strip()
                                        .replaceAll(" +", " ")));
        words = words.subList(0, Math.min(MOST_WORDS, words.size()));

        var names = new Names(words);
        var vocabulary = language(names.left, asker);
        var read = names.understood(vocabulary, periods, shift, told, plain);
        read = durations.isEmpty() ? read : read.withUnknown(durations);
        return isOfOthers(question, read) ? read.withSense(Sense.OUTSIDE) : read;
    }

    /** What is called so is none of the plant's, or it would have been found. */
    private static boolean isOfOthers(String question, Understood read) {
        return !read.language().equals(Locale.GERMAN)
                && Shapes.names(question).stream().anyMatch(read.unknown()::contains);
    }

    private static Optional<Integer> shift(String text) {
        var found = SHIFT.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        for (int digit = 1; digit <= 2; digit++) {
            if (found.group(digit) != null) {
                return Optional.of(Integer.parseInt(found.group(digit)));
            }
        }
        boolean early = found.group(3) != null || found.group(6) != null;
        boolean late = found.group(4) != null || found.group(7) != null;
        return Optional.of(early ? 1 : late ? 2 : 3);
    }

    /** The list that knows most of the words. */
    private static Vocabulary language(List<String> words, Locale asker) {
        return Vocabulary.ALL.stream()
                .max(
                        Comparator.<Vocabulary>comparingInt(one -> known(one, words))
                                .thenComparingInt(
                                        one ->
                                                one.language()
                                                                .getLanguage()
                                                                .equals(asker.getLanguage())
                                                        ? 1
                                                        : 0))
                .orElseThrow();
    }

    private static int known(Vocabulary vocabulary, List<String> words) {
        int known = 0;
        for (int i = 0; i < words.size(); i++) {
            var found = vocabulary.at(words, i);
            if (found.isPresent()) {
                known += found.get().words();
                i += found.get().words() - 1;
            }
        }
        return known;
    }

    /** The words of a question, from which names of the plant are taken out. */
    private final class Names {
        private final Set<String> lines = new LinkedHashSet<>();
        private final Set<String> products = new LinkedHashSet<>();
        private final List<String> left = new ArrayList<>();

        /** Machines that this plant has none of. */
        private final Set<String> elsewhere = new HashSet<>();

        private Optional<String> strange = Optional.empty();
        private boolean reason;

        Names(List<String> words) {
            var known = new PlantNames(plant);
            for (int i = 0; i < words.size(); i++) {
                var found = known.at(words, i);
                if (found.isEmpty()) {
                    left.add(words.get(i));
                    if (known.isElsewhere(words.get(i))) {
                        elsewhere.add(words.get(i));
                    }
                    continue;
                }
                var named = found.get();
                lines.addAll(named.lines());
                products.addAll(named.products());
                strange = named.strange().or(() -> strange);
                reason |= named.isReason();
                left.add(NAMED);
                i += named.words() - 1;
            }
        }

        Understood understood(
                Vocabulary vocabulary,
                List<PeriodReading.Found> periods,
                Optional<Integer> shift,
                Set<Sense> told,
                String plain) {
            var senses = EnumSet.noneOf(Sense.class);
            senses.addAll(told);
            if (Shapes.isOrder(left)) {
                senses.add(Sense.WRITE);
            }
            var unknown = new ArrayList<String>();
            var subject = new ArrayList<Subject>();
            for (int i = 0; i < left.size(); i++) {
                String word = left.get(i);
                if (word.equals(TAKEN)
                        || word.equals(NAMED)
                        || SMALL_NUMBER.matcher(word).matches()) {
                    continue;
                }
                if (elsewhere.contains(word)) {
                    senses.add(Sense.OUTSIDE);
                    unknown.add(word);
                    subject.add(new Subject(word, Optional.empty()));
                    continue;
                }
                var found = meaning(vocabulary, i);
                if (found.isPresent()) {
                    var sense = found.get().sense();
                    senses.add(sense);
                    if (sense.name().startsWith("BY_")) {
                        // "Best month".
                        vocabulary
                                .at(List.of(word), 0)
                                .map(Vocabulary.Found::sense)
                                .filter(it -> it == Sense.BEST || it == Sense.WORST)
                                .ifPresent(senses::add);
                    }
                    String phrase = String.join(" ", left.subList(i, i + found.get().words()));
                    if (sense == Sense.OUTSIDE) {
                        unknown.add(phrase);
                    }
                    if (!WITHOUT_SUBJECT.contains(sense) && !ASKING.matcher(word).matches()) {
                        subject.add(new Subject(phrase, Optional.of(sense)));
                    }
                    i += found.get().words() - 1;
                } else if (CODE_LIKE.matcher(word).matches()) {
                    strange = strange.or(() -> Optional.of(word));
                } else {
                    unknown.add(word);
                    subject.add(new Subject(word, Optional.empty()));
                }
            }
            if (reason) {
                senses.add(Sense.LOSSES);
            }
            if (senses.contains(Sense.EFFECTIVENESS) && ABOVE_ALL.matcher(plain).find()) {
                senses.add(Sense.IDEAL_CYCLE);
                subject.add(new Subject("ideal cycle", Optional.of(Sense.IDEAL_CYCLE)));
            }
            boolean sideBySide =
                    periods.size() == 2
                            && subject.stream()
                                    .allMatch(
                                            one -> one.sense().filter(PLAIN::contains).isPresent());
            if (sideBySide) {
                senses.add(Sense.COMPARE);
            }
            boolean compared = senses.contains(Sense.COMPARE) || senses.contains(Sense.WHY);
            var period = periods.stream().findFirst().map(PeriodReading.Found::period);
            if (periods.size() == 1
                    && (compared || senses.contains(Sense.CHANGE))
                    && THAN.matcher(plain.substring(0, periods.getFirst().from())).find()) {
                return understood(vocabulary, beside(periods), shift, told, plain);
            }
            Optional<Period> earlier =
                    periods.size() > 1 && (compared || senses.contains(Sense.CHANGE))
                            ? Optional.of(periods.get(1).period())
                            : Optional.empty();
            if (earlier.isPresent()
                    && earlier.get().first().isAfter(period.orElseThrow().first())
                    && !plain.matches(".* (than|als|gegenuber|par rapport) .*")) {
                // "From last month to this one": what is asked about is the later.
                var later = earlier;
                earlier = period;
                period = later;
            }
            return new Understood(
                    vocabulary.language(),
                    senses,
                    List.copyOf(lines),
                    strange,
                    List.copyOf(products),
                    period,
                    earlier,
                    shift,
                    unknown,
                    subject);
        }

        /** "Worse than in April": it is now that is asked about, for as long or for a month. */
        private List<PeriodReading.Found> beside(List<PeriodReading.Found> one) {
            var before = one.getFirst().period();
            var today = today();
            var yesterday = today.minusDays(1);
            var now =
                    before.last().isBefore(yesterday)
                            ? Period.lastDays(yesterday, (int) Math.min(MONTH, before.days()))
                            : new Period(today, today);
            return List.of(new PeriodReading.Found(0, 0, now), one.getFirst());
        }

        /** In the language of the question, or else in any other. */
        private Optional<Vocabulary.Found> meaning(Vocabulary vocabulary, int from) {
            var own = vocabulary.at(left, from);
            if (own.isPresent()) {
                return own;
            }
            return Vocabulary.ALL.stream()
                    .flatMap(other -> other.at(left, from).stream())
                    .filter(
                            found ->
                                    found.sense() != Sense.FILLER
                                            && found.sense() != Sense.OUTSIDE
                                            && found.sense() != Sense.WRITE)
                    .findFirst()
                    .or(() -> vocabulary.near(left.get(from)));
        }
    }
}
