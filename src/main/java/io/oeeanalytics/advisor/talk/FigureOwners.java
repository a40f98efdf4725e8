package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose each figure is: the line, the reason or the shift in its own name, and the lines that its
 * statement or its result is about. A sentence may say it of nobody else.
 */
final class FigureOwners {
    /** What figures of several owners are called. */
    private static final Pattern OWN =
            Pattern.compile(
                    "(oee|coverage|target|distance to target|time|share|stops|time in this state) of (.*\\p{L}.*)");

    private static final Pattern LINE_OF_PAGE =
            Pattern.compile("(?:[?&]line=|(?:^|/)line/)([^&?#/]+)");
    private static final Pattern CODE = Pattern.compile("(?iu)\\p{L}+[-_]?\\d+(?:[-_]\\d+)*");

    private final List<Owned> all = new ArrayList<>();

    /** In lower case, as all names here. */
    private final Set<String> lines = new HashSet<>();

    /**
     * @param own in its name, or in that of the others of its statement; empty where there is none
     * @param rivals names that figures of the same kind have
     * @param lines empty where it is not known
     */
    private record Owned(Figure figure, String own, Set<String> rivals, Set<String> lines) {}

    /** Of "coverage of LINE-03", the coverage and the line; both empty where it is nobody's. */
    private record Own(String kind, String name) {
        static Own of(Figure figure) {
            var own = OWN.matcher(figure.name());
            return own.matches() ? new Own(own.group(1), lower(own.group(2))) : new Own("", "");
        }
    }

    FigureOwners(List<ToolResult> results) {
        for (var result : results) {
            for (var way : result.ways()) {
                var line = LINE_OF_PAGE.matcher(way.address());
                while (line.find()) {
                    lines.add(lower(URLDecoder.decode(line.group(1), StandardCharsets.UTF_8)));
                }
            }
        }
        results.forEach(this::add);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void add(ToolResult result) {
        var byKind =
                result.figures().stream()
                        .map(Own::of)
                        .filter(own -> !own.name.isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        Own::kind,
                                        Collectors.mapping(Own::name, Collectors.toSet())));
        var ofTitle = named(result.title());
        for (var statement : result.statements()) {
            var ofStatement = named(statement.words());
            var ofRow =
                    statement.figures().stream()
                            .map(Own::of)
                            .filter(own -> !own.name.isEmpty())
                            .toList();
            for (var figure : statement.figures()) {
                var own = Own.of(figure);
                if (own.name.isEmpty() && ofRow.stream().map(Own::name).distinct().count() == 1) {
                    // "LINE-03: OEE 72.4 %, availability 88.8 %" names it once.
                    own = ofRow.getFirst();
                }
                Set<String> rivals = new HashSet<>(byKind.getOrDefault(own.kind, Set.of()));
                rivals.addAll(lines.contains(own.name) ? lines : Set.of());
                all.add(
                        new Owned(
                                figure,
                                own.name,
                                rivals,
                                lines.contains(own.name)
                                        ? Set.of(own.name)
                                        : ofStatement.isEmpty() ? ofTitle : ofStatement));
            }
        }
    }

    private Set<String> named(String text) {
        return Said.names(text, lines).stream()
                .flatMap(group -> group.names.stream())
                .collect(Collectors.toSet());
    }

    /** What a sentence says of whom. */
    Said said(String sentence, List<Quantity> numbers) {
        return new Said(sentence, numbers);
    }

    /** A sentence, with the numbers in it. */
    final class Said {
        private static final Pattern JOINED =
                Pattern.compile("(?iu),? ?(?:and|und|et|or|oder|ou|&|/)? ?");

        /** "81.1 % at LINE-05", "81.1 % (LINE-05)". */
        private static final Pattern OF =
                Pattern.compile(
                        "(?iu) (?:\\(|(?:of|at|for|on|in|from|by|to|bei|von|auf|an|für|durch|der|à|de|du|pour|sur|par) )(?:the |der |die |dem |la )?(?:line |linie |ligne )?[“„\"«]?");

        private static final Pattern COMPARED =
                Pattern.compile(
                        "(?iu) ?(?:(?:als|than|as|que|when|wenn|if) )?(?:unlike|compared|in comparison|in contrast|versus|vs\\.?|against|im (?:gegensatz|vergleich)|anders als|verglichen|gegenüber|gegen|contrairement|par rapport|comparée?)(?!\\p{L})");

        private final String sentence;
        private final List<Quantity> numbers;
        private final Set<String> codes;
        private final List<Clause> clauses;
        private final DirectionWords directions;
        private final Map<Set<String>, List<Group>> groups = new HashMap<>();
        private final Map<Set<String>, Map<Integer, Optional<Group>>> nearest = new HashMap<>();

        private Said(String sentence, List<Quantity> numbers) {
            this.sentence = sentence;
            this.numbers = numbers;
            this.codes = codes(sentence);
            this.clauses = Clause.of(sentence);
            this.directions = new DirectionWords(sentence, clauses);
        }

        /**
         * Names that are said together: "LINE-03 and LINE-05".
         *
         * @param end past the last one
         * @param compared whether others are only compared with them
         */
        private record Group(int start, int end, List<String> names, boolean compared) {}

        /** The figure a number is. */
        Optional<Figure> figure(Quantity number) {
            var direction =
                    number.kind() == Quantity.Kind.POINTS
                            ? directions.of(number)
                            : Quantity.Direction.NONE;
            return all.stream()
                    .filter(owned -> number.says(owned.figure, direction))
                    .filter(owned -> isOf(owned, number))
                    .map(Owned::figure)
                    .findFirst();
        }

        private boolean isOf(Owned owned, Quantity number) {
            var ownCodes = codes(owned.own);
            return (ownCodes.isEmpty()
                            || codes.isEmpty()
                            || ownCodes.stream().anyMatch(codes::contains))
                    && (owned.own.isEmpty()
                            || isSaidOf(number, withAlike(owned.rivals, Set.of(owned.own)))
                                    .map(names -> names.contains(owned.own))
                                    .orElse(true))
                    && (owned.lines.isEmpty()
                            || isSaidOf(number, withAlike(lines, owned.lines))
                                    .map(names -> names.stream().anyMatch(owned.lines::contains))
                                    .orElse(true));
        }

        /** With codes of the sentence that look like an owner: LINE-09 is none of the figures'. */
        private Set<String> withAlike(Set<String> names, Set<String> owners) {
            var shapes = owners.stream().map(Said::shape).collect(Collectors.toSet());
            return Stream.concat(
                            names.stream(),
                            codes.stream().filter(code -> shapes.contains(shape(code))))
                    .collect(Collectors.toSet());
        }

        private static String shape(String code) {
            return code.replaceAll("\\d+", "0");
        }

        /** Of whom the number is said; none where it is said of nobody. */
        private Optional<List<String>> isSaidOf(Quantity number, Set<String> names) {
            var there = groups.computeIfAbsent(names, some -> names(sentence, some));
            var group = nearest(number, names, there);
            if (group.isEmpty() || group.get().names.size() == 1) {
                return group.map(Group::names);
            }
            // "LINE-03 and LINE-05 had 72.4 and 81.1 %": one each, in this order.
            var each =
                    numbers.stream()
                            .filter(one -> one.kind() == number.kind())
                            .filter(one -> nearest(one, names, there).equals(group))
                            .map(Quantity::start)
                            .toList();
            int place = each.indexOf(number.start());
            return each.size() == group.get().names.size() && place >= 0
                    ? Optional.of(List.of(group.get().names.get(place)))
                    : group.map(Group::names);
        }

        private Optional<Group> nearest(Quantity number, Set<String> names, List<Group> there) {
            return nearest.computeIfAbsent(names, _ -> new HashMap<>())
                    .computeIfAbsent(number.start(), _ -> nearest(number, there));
        }

        /** The one beside the number, the last one before it, or else the next one. */
        private Optional<Group> nearest(Quantity number, List<Group> there) {
            if (there.isEmpty()) {
                return Optional.empty();
            }
            var next = there.stream().filter(group -> group.start >= number.end()).findFirst();
            if (next.isPresent()
                    && OF.matcher(sentence.substring(number.end(), next.get().start)).matches()) {
                return next;
            }
            var clause = Clause.around(clauses, number.start());
            var all = there.stream().filter(group -> group.end <= number.start()).toList();
            var before = all.stream().reduce((one, other) -> other);
            if (before.isPresent()
                    && (before.get().end > clause.start()
                            || sentence.substring(before.get().end, number.start())
                                    .matches("(?:['’]s)? \\("))) {
                return before;
            }
            var behind = next.filter(group -> group.start < clause.end());
            if (behind.isPresent()) {
                return behind;
            }
            var subject =
                    all.stream().filter(group -> !group.compared).reduce((one, other) -> other);
            return subject.isPresent() ? subject : before;
        }

        /** "LINE-03, unlike LINE-05, had 72.4 %" speaks of the first. */
        private static boolean isCompared(String sentence, List<Clause> clauses, int at) {
            var clause = sentence.substring(Clause.around(clauses, at).start(), at);
            return COMPARED.matcher(clause).lookingAt();
        }

        private static Set<String> codes(String text) {
            return CODE.matcher(text)
                    .results()
                    .map(match -> lower(match.group()))
                    .collect(Collectors.toSet());
        }

        private static List<Group> names(String text, Collection<String> names) {
            if (names.isEmpty()) {
                return List.of();
            }
            var any =
                    Pattern.compile(
                            "(?iu)(?<![\\p{L}\\p{N}])(?<![\\p{L}\\p{N}][-_])(?:"
                                    + names.stream()
                                            .sorted((one, other) -> other.length() - one.length())
                                            .map(Pattern::quote)
                                            .collect(Collectors.joining("|"))
                                    + ")(?![\\p{L}\\p{N}])(?![-_][\\p{L}\\p{N}])");
            var clauses = Clause.of(text);
            var groups = new ArrayList<Group>();
            var match = any.matcher(text);
            while (match.find()) {
                var name = lower(match.group());
                var last = groups.isEmpty() ? null : groups.getLast();
                if (last != null
                        && !last.compared
                        && JOINED.matcher(text.substring(last.end, match.start())).matches()) {
                    var together = Stream.concat(last.names.stream(), Stream.of(name)).toList();
                    groups.set(
                            groups.size() - 1, new Group(last.start, match.end(), together, false));
                } else {
                    groups.add(
                            new Group(
                                    match.start(),
                                    match.end(),
                                    List.of(name),
                                    isCompared(text, clauses, match.start())));
                }
            }
            return groups;
        }
    }
}
