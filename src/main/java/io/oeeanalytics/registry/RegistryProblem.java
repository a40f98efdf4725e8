package io.oeeanalytics.registry;

/** What the registry cannot or will not do, as its callers may have expected. */
public abstract sealed class RegistryProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private RegistryProblem(String message) {
        super(message);
    }

    /** There is no such model, version, file or alias. */
    public static final class Unknown extends RegistryProblem {
        private static final long serialVersionUID = 1;

        public Unknown(String message) {
            super(message);
        }
    }

    /** There is one already. */
    public static final class Taken extends RegistryProblem {
        private static final long serialVersionUID = 1;

        public Taken(String message) {
            super(message);
        }
    }

    /** Against the rules of the registry, whoever asks. */
    public static final class Refused extends RegistryProblem {
        private static final long serialVersionUID = 1;

        public Refused(String message) {
            super(message);
        }
    }

    /** A file that is too large, of no kind that is kept, or not what it says. */
    public static final class FileRefused extends RegistryProblem {
        private static final long serialVersionUID = 1;

        private final boolean tooLarge;

        public FileRefused(String message, boolean tooLarge) {
            super(message);
            this.tooLarge = tooLarge;
        }

        public boolean isTooLarge() {
            return tooLarge;
        }
    }

    /** Kept bytes that are no longer those of their digest. */
    public static final class Damaged extends RegistryProblem {
        private static final long serialVersionUID = 1;

        public Damaged(String message) {
            super(message);
        }
    }

    /** As many files are on their way as the machine can hold. */
    public static final class Busy extends RegistryProblem {
        private static final long serialVersionUID = 1;

        public Busy(String message) {
            super(message);
        }
    }

    /** The store of the bytes does not answer; what was asked may be asked again. */
    public static final class StoreAway extends RegistryProblem {
        private static final long serialVersionUID = 1;

        public StoreAway(String message) {
            super(message);
        }
    }

    /** The gates before an alias are closed. */
    public static final class GatesClosed extends RegistryProblem {
        private static final long serialVersionUID = 1;

        private final transient Verdict verdict;

        public GatesClosed(String what, Verdict verdict) {
            super(what + ": " + verdict.reasons());
            this.verdict = verdict;
        }

        public Verdict verdict() {
            return verdict;
        }
    }
}
