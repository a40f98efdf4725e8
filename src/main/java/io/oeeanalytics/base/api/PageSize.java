package io.oeeanalytics.base.api;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.util.List;

/** How many rows of a long list a caller wants at a time. */
public final class PageSize {
    public static final int MOST = 1_000;

    private PageSize() {}

    /** The limit, or one and a fault. */
    public static int read(String limit, List<Fault> faults) {
        if (limit.matches("\\d{1,6}")) {
            int rows = Integer.parseInt(limit);
            if (rows >= 1 && rows <= MOST) {
                return rows;
            }
        }
        faults.add(new Fault("limit", "is a number from 1 to %d, not '%s'".formatted(MOST, limit)));
        return 1;
    }
}
