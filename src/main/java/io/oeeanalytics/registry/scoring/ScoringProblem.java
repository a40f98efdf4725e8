package io.oeeanalytics.registry.scoring;

/** Why nothing is predicted. */
public abstract sealed class ScoringProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ScoringProblem(String message) {
        super(message);
    }

    /** The bytes are no model that is run here. */
    public static final class ModelRefused extends ScoringProblem {
        private static final long serialVersionUID = 1;

        public ModelRefused(String message) {
            super(message);
        }
    }

    /** What was asked does not fit the model or is too much. */
    public static final class InputRefused extends ScoringProblem {
        private static final long serialVersionUID = 1;

        public InputRefused(String message) {
            super(message);
        }
    }

    /** It took longer than a prediction may. */
    public static final class TooSlow extends ScoringProblem {
        private static final long serialVersionUID = 1;

        public TooSlow(String message) {
            super(message);
        }
    }

    /** The model itself failed on what it was given. */
    public static final class Failed extends ScoringProblem {
        private static final long serialVersionUID = 1;

        public Failed(String message) {
            super(message);
        }
    }
}
