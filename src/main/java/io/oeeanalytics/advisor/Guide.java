package io.oeeanalytics.advisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Our own guide to OEE: what the figures mean, how to read them, and what to do about them. Written
 * for this product, in Markdown, in each of its languages section by section the same.
 */
public final class Guide {
    /** English first: who asks for another one reads that. */
    public static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);

    private static final Pattern SECTIONS = Pattern.compile("(?m)^## ");

    private final String title;
    private final List<Section> sections;

    /**
     * A part of the guide.
     *
     * @param number from 1, the same in every language
     * @param text in Markdown
     */
    public record Section(int number, String title, String text) {
        /** Of the page that opens there. */
        public String address() {
            return "guide/" + number;
        }
    }

    private Guide(String markdown) {
        var parts = SECTIONS.splitAsStream(markdown).toList();
        title = parts.getFirst().substring(2).strip();
        var found = new ArrayList<Section>();
        for (int number = 1; number < parts.size(); number++) {
            String part = parts.get(number);
            int end = part.indexOf('\n');
            found.add(
                    new Section(
                            number, part.substring(0, end).strip(), part.substring(end).strip()));
        }
        sections = List.copyOf(found);
    }

    /** The one of its languages a reader reads: the reader's own, or English. */
    public static Locale language(Locale reader) {
        return LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(reader.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /** In the language of a reader, or in English. */
    public static Guide in(Locale reader) {
        return new Guide(markdown(reader));
    }

    /** All of it as it is written, in the language of a reader or in English. */
    public static String markdown(Locale reader) {
        String language = language(reader).getLanguage();
        try (var text = Guide.class.getResourceAsStream("/guide/guide_" + language + ".md")) {
            if (text == null) {
                throw new IllegalStateException("The guide is missing in " + language + ".");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String title() {
        return title;
    }

    public List<Section> sections() {
        return sections;
    }
}
