package io.oeeanalytics.advisor.search;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The languages whose words are reduced to their stems; all others are searched as English is. */
@SuppressWarnings("ImmutableEnumChecker") // analysers are made to be shared
enum Language {
    ENGLISH(new EnglishAnalyzer(), "the of and to is that for are with this as from which be when"),
    FRENCH(new FrenchAnalyzer(), "le les des du et une est dans pour que qui sur au par avec sont"),
    GERMAN(
            new GermanAnalyzer(),
            "der das und ist den von zu mit dem des nicht ein eine auf für werden wird"),
    SPANISH(new SpanishAnalyzer(), "el los las del y una es en por que para con se al como son");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final int LOOKED_AT = 4_000;

    private final Analyzer analyzer;
    private final Set<String> littleWords;

    Language(Analyzer analyzer, String littleWords) {
        this.analyzer = analyzer;
        this.littleWords = Set.of(littleWords.split(" "));
    }

    /** The field that holds the words of passages in this language. */
    String words() {
        return "words_" + name().toLowerCase(Locale.ROOT);
    }

    Analyzer analyzer() {
        return analyzer;
    }

    /** The words of a text as they are searched, at most so many different ones. */
    Set<String> stems(String text, int most) throws IOException {
        var stems = new LinkedHashSet<String>();
        try (var tokens = analyzer.tokenStream(words(), text)) {
            var stem = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (stems.size() < most && tokens.incrementToken()) {
                stems.add(stem.toString());
            }
            tokens.end();
        }
        return stems;
    }

    /** The one whose little words stand in it most often; English where none does. */
    static Language of(String text) {
        var start = text.substring(0, Math.min(text.length(), LOOKED_AT)).toLowerCase(Locale.ROOT);
        var found = ENGLISH;
        long most = 0;
        for (var language : values()) {
            long count =
                    NO_LETTERS.splitAsStream(start).filter(language.littleWords::contains).count();
            if (count > most) {
                most = count;
                found = language;
            }
        }
        return found;
    }
}
