package io.oeeanalytics.advisor.talk;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How an instruction is written so that people do not read it, and a model may. */
enum Encoding {
    PLAIN,
    BASE64,
    HEX,
    URL,
    ROT13,
    /** A joiner that nobody sees after every second sign. */
    ZERO_WIDTH,
    /** Signs for machines that no screen shows. */
    TAGS,
    HOMOGLYPHS,
    ENTITIES,
    FULLWIDTH;

    private static final Pattern BASE64_RUN = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");
    private static final Pattern HEX_RUN = Pattern.compile("(?:[0-9a-f]{2}){12,}");
    private static final Pattern URL_RUN = Pattern.compile("\\S*(?:%[0-9A-F]{2}|\\+)\\S*");
    private static final Pattern ENTITY = Pattern.compile("&#(\\d{2,6});");

    String write(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (this) {
            case PLAIN -> text;
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case HEX -> HexFormat.of().formatHex(bytes);
            case URL -> URLEncoder.encode(text, StandardCharsets.UTF_8);
            case ROT13 -> rot13(text);
            case ZERO_WIDTH -> text.replaceAll("(..)", "$1\u200B");
            case TAGS -> shifted(text, 0x20, 0x7E, 0xE0000);
            case HOMOGLYPHS -> text.replace('a', 'а').replace('e', 'е').replace('o', 'о');
            case ENTITIES ->
                    text.chars().mapToObj("&#%d;"::formatted).collect(Collectors.joining());
            case FULLWIDTH -> shifted(text, 0x21, 0x7E, 0xFEE0);
        };
    }

    /** All that a text may mean, as it stands and decoded in every way there is here. */
    static List<String> readings(String text) {
        var all = new ArrayList<String>();
        all.add(text);
        var seen =
                Normalizer.normalize(
                                text.replaceAll("[\u200B-\u200D\u2060]", ""), Normalizer.Form.NFKC)
                        .replace('а', 'a')
                        .replace('е', 'e')
                        .replace('о', 'o');
        all.add(seen);
        all.add(tagged(text));
        all.add(rot13(seen));
        all.add(decoded(ENTITY, seen, run -> Character.toString(Integer.parseInt(run.group(1)))));
        all.add(
                decoded(
                        BASE64_RUN,
                        seen,
                        run -> utf8(Base64.getMimeDecoder().decode(run.group()))));
        all.add(decoded(HEX_RUN, seen, run -> utf8(HexFormat.of().parseHex(run.group()))));
        all.add(
                decoded(
                        URL_RUN,
                        seen,
                        run -> URLDecoder.decode(run.group(), StandardCharsets.UTF_8)));
        return all.stream().distinct().toList();
    }

    private interface Decoding {
        String of(MatchResult run);
    }

    private static String decoded(Pattern runs, String text, Decoding decoding) {
        return runs.matcher(text)
                .replaceAll(
                        run -> {
                            try {
                                return Matcher.quoteReplacement(decoding.of(run));
                            } catch (IllegalArgumentException e) {
                                return Matcher.quoteReplacement(run.group());
                            }
                        });
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String tagged(String text) {
        return shifted(text, 0xE0020, 0xE007E, -0xE0000);
    }

    private static String rot13(String text) {
        var turned = new StringBuilder();
        text.codePoints()
                .forEach(
                        sign -> {
                            int base = sign >= 'a' && sign <= 'z' ? 'a' : 'A';
                            boolean letter = sign >= base && sign < base + 26;
                            turned.appendCodePoint(letter ? base + (sign - base + 13) % 26 : sign);
                        });
        return turned.toString();
    }

    private static String shifted(String text, int first, int last, int by) {
        var moved = new StringBuilder();
        text.codePoints()
                .forEach(
                        sign ->
                                moved.appendCodePoint(
                                        sign >= first && sign <= last ? sign + by : sign));
        return moved.toString();
    }
}
