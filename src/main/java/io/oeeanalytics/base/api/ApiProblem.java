package io.oeeanalytics.base.api;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that is refused, with every reason at once. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * One reason.
     *
     * @param path where in the request, such as {@code [3].at} or {@code lines.PRESS-1.zone}
     * @param reason what is wrong and what would be right
     */
    public record Fault(String path, String reason) {}

    private final HttpStatus status;
    private final transient List<Fault> faults;

    public ApiProblem(HttpStatus status, String detail, List<Fault> faults) {
        super(detail);
        this.status = status;
        this.faults = List.copyOf(faults);
    }

    public ApiProblem(HttpStatus status, String detail) {
        this(status, detail, List.of());
    }

    public HttpStatus status() {
        return status;
    }

    public List<Fault> faults() {
        return faults;
    }
}
