package io.oeeanalytics.ops;

/**
 * A service outside that this application speaks with where it is set, such as a store or a broker.
 */
public interface Neighbour {
    /** How it stands with it. */
    sealed interface State {
        record NotSet() implements State {}

        record Answers() implements State {}

        /**
         * @param why in words for whoever looks after it
         */
        record Silent(String why) implements State {}
    }

    /** In health and on boards. */
    String name();

    /** At most a few seconds, best without asking over the line. */
    State state();
}
