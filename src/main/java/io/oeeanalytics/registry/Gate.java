package io.oeeanalytics.registry;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One condition of an alias, and what was found. */
public sealed interface Gate {
    boolean passed();

    /** For whoever reads no translation: other systems and logs. */
    String inWords();

    /** Enough of the past was forecast to judge by. */
    record Evidence(int origins, int needed) implements Gate {
        @Override
        public boolean passed() {
            return origins >= needed;
        }

        @Override
        public String inWords() {
            return "backtested on %d origins, %d are needed".formatted(origins, needed);
        }
    }

    /**
     * Better than what serves now.
     *
     * @param champion null while there is none, which passes
     */
    record AgainstChampion(
            @Nullable VersionId champion, PairedComparison found, double standardErrors, int needed)
            implements Gate {
        @Override
        public boolean passed() {
            return champion == null
                    || (found.origins() >= needed && found.isBeyond(standardErrors));
        }

        @Override
        public String inWords() {
            if (champion == null) {
                return "there is no champion yet";
            }
            return found.origins() < needed
                    ? "only %d origins can be compared with the champion, %s; %d are needed"
                            .formatted(found.origins(), champion, needed)
                    : "against the champion, %s, %s"
                            .formatted(champion, told(found, standardErrors));
        }
    }

    /**
     * Better than a method that learns nothing.
     *
     * @param baseline empty where none stands beside it, which does not pass
     */
    record AgainstBaseline(String baseline, PairedComparison found, double standardErrors)
            implements Gate {
        @Override
        public boolean passed() {
            return !baseline.isEmpty() && found.isBeyond(standardErrors);
        }

        @Override
        public String inWords() {
            return baseline.isEmpty()
                    ? "no baseline stands beside it"
                    : "against the baseline %s %s".formatted(baseline, told(found, standardErrors));
        }
    }

    /**
     * Its bands hold what they say.
     *
     * @param percent the bands promise
     * @param bands judged
     * @param share of them that held
     */
    record Coverage(int percent, int bands, double share, Band limits, int needed) implements Gate {
        @Override
        public boolean passed() {
            return bands >= needed && limits.contains(share);
        }

        @Override
        public String inWords() {
            return bands < needed
                    ? "%d bands of %d %% were judged, %d are needed"
                            .formatted(bands, percent, needed)
                    : String.format(
                            Locale.ROOT,
                            "bands of %d %% held %.1f %% of %d days, within %.0f to %.0f %% is asked",
                            percent,
                            share * 100,
                            bands,
                            limits.lower() * 100,
                            limits.upper() * 100);
        }
    }

    /**
     * It saw nothing that it could not have known.
     *
     * @param made checks
     * @param failed the names of those that found a leak
     */
    record Leakage(int made, List<String> failed) implements Gate {
        public Leakage {
            failed = List.copyOf(failed);
        }

        @Override
        public boolean passed() {
            return made > 0 && failed.isEmpty();
        }

        @Override
        public String inWords() {
            if (made == 0) {
                return "no leakage check was made";
            }
            return failed.isEmpty()
                    ? "%d leakage checks found nothing".formatted(made)
                    : "leakage was found: " + String.join(", ", failed);
        }
    }

    private static String told(PairedComparison found, double standardErrors) {
        return String.format(
                Locale.ROOT,
                "its error is %s by %.5f on %d origins, %.1f standard errors are %.5f",
                found.improvement() > 0 ? "smaller" : "larger",
                Math.abs(found.improvement()),
                found.origins(),
                standardErrors,
                standardErrors * found.standardError());
    }
}
