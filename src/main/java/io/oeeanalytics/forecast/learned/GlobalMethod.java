package io.oeeanalytics.forecast.learned;

import java.util.Arrays;
import java.util.Optional;

/** The learners by the name that {@code --method} takes. */
public enum GlobalMethod {
    ELASTIC_NET(
            "global-elastic-net",
            "one linear model of all series, its coefficients shrunk",
            "Zou & Hastie, J. of the Royal Statistical Society B 67 (2005)"),
    FOREST(
            "global-forest",
            "one random forest of all series",
            "Breiman, Machine Learning 45 (2001)"),
    BOOSTED_TREES(
            "global-boosted-trees",
            "gradient-boosted trees of all series",
            "Friedman, Annals of Statistics 29 (2001); Januschowski et al., Int. J. of"
                    + " Forecasting 38 (2022)"),
    NETWORK(
            "global-network",
            "one small neural network of all series",
            "Rumelhart, Hinton & Williams, Nature 323 (1986); Montero-Manso & Hyndman, Int. J. of"
                    + " Forecasting 37 (2021)");

    private final String name;
    private final String words;
    private final String literature;

    GlobalMethod(String name, String words, String literature) {
        this.name = name;
        this.words = words;
        this.literature = literature;
    }

    public static Optional<GlobalMethod> named(String name) {
        return Arrays.stream(values()).filter(method -> method.name.equals(name)).findAny();
    }

    /** What {@code --method} takes. */
    public String optionName() {
        return name;
    }

    public String words() {
        return words;
    }

    /** Author, place and year. */
    public String literature() {
        return literature;
    }

    /**
     * Whether it runs here.
     *
     * @throws IllegalStateException with the reason
     */
    public void require() {
        learner().ready();
    }

    /** Where a model keeps what it learned. */
    String file() {
        return this == NETWORK ? "network.json" : "function.tribuo";
    }

    Learner learner() {
        return switch (this) {
            case ELASTIC_NET -> new ElasticNet();
            case FOREST -> Trees.FOREST;
            case BOOSTED_TREES -> Trees.BOOSTED;
            case NETWORK -> new Network();
        };
    }
}
