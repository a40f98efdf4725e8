package io.oeeanalytics.registry.mlflow;

/**
 * SQL's LIKE: a percent sign stands for any letters, an underscore for one. In at most as many
 * steps as text and pattern have letters, multiplied; as a regular expression a pattern of many
 * percent signs would take days on a long text.
 */
record Like(String pattern, boolean caseCounts) {
    boolean matches(String text) {
        int at = 0;
        int in = 0;
        int percent = -1;
        int resume = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '%') {
                // Stands for nothing at first; the last of them takes in more where that fails.
                percent = in;
                resume = at;
                in++;
            } else if (in < pattern.length() && isSame(pattern.charAt(in), text.charAt(at))) {
                in++;
                at++;
            } else if (percent >= 0) {
                in = percent + 1;
                resume++;
                at = resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '%') {
            in++;
        }
        return in == pattern.length();
    }

    private boolean isSame(char wanted, char found) {
        return wanted == '_'
                || wanted == found
                || !caseCounts
                        && Character.toLowerCase(Character.toUpperCase(wanted))
                                == Character.toLowerCase(Character.toUpperCase(found));
    }
}
