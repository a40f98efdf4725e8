package io.oeeanalytics.registry;

/**
 * How narrow the gates are.
 *
 * @param standardErrors by which a difference must pass noise
 * @param origins that must be compared at least
 */
public record GateLimits(double standardErrors, int origins, Band coverage80, Band coverage95) {
    public static final GateLimits USUAL =
            new GateLimits(2, 20, new Band(0.70, 0.92), new Band(0.87, 1.0));

    public GateLimits {
        if (!(standardErrors >= 0) || origins < 2) {
            throw new IllegalArgumentException(
                    "gates compare 2 or more origins by 0 or more standard errors, not %d by %s"
                            .formatted(origins, standardErrors));
        }
    }
}
