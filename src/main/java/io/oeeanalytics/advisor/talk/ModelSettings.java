package io.oeeanalytics.advisor.talk;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Which model, and where.
 *
 * @param base address under which the paths of its interface lie
 * @param key empty where none is asked for
 */
record ModelSettings(Kind kind, URI base, String model, String key) {
    /** Which interface it speaks. */
    enum Kind {
        GEMINI,
        /** OpenAI's, which most programs that run models in a plant speak. */
        OPEN_AI
    }

    /**
     * A model of the plant's own is taken where one is named, else Gemini.
     *
     * @throws IllegalArgumentException if a setting means nothing, with its name and never a key
     */
    static ModelSettings parse(
            String geminiKey,
            String geminiModel,
            String geminiBase,
            String ownBase,
            String ownModel,
            String ownKey) {
        if (!ownBase.isBlank()) {
            if (ownModel.isBlank()) {
                throw new IllegalArgumentException(
                        "LLM_BASE_URL is set and LLM_MODEL is not; name the model, such as qwen3:8b");
            }
            return new ModelSettings(
                    Kind.OPEN_AI,
                    address("LLM_BASE_URL", ownBase),
                    ownModel.strip(),
                    ownKey.strip());
        }
        var model = geminiModel.strip();
        if (!model.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "GEMINI_MODEL is a name such as gemini-2.5-flash, not '%s'".formatted(model));
        }
        return new ModelSettings(
                Kind.GEMINI, address("GEMINI_BASE_URL", geminiBase), model, geminiKey.strip());
    }

    private static URI address(String setting, String text) {
        try {
            var address = new URI(text.strip().replaceAll("/+$", ""));
            var scheme = address.getScheme() == null ? "" : address.getScheme();
            var known = scheme.toLowerCase(Locale.ROOT);
            if ((known.equals("https") || known.equals("http"))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Its message repeats the address, which may hold a key.
        }
        throw new IllegalArgumentException(
                "%s must be an address such as http://model.plant:8000/v1, without a key or a question mark in it"
                        .formatted(setting));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "%s at %s".formatted(model, base);
    }
}
