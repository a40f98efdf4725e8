package io.oeeanalytics.base.api;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what a request cannot have into problem details, and never into a stack trace. */
@RestControllerAdvice
class ApiProblems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    /** Classes of SQL states: no connection, no room, ended by the server, its machine failed. */
    private static final List<String> RESOURCES = List.of("08", "53", "57P", "58");

    private static final String DISK_FULL = "53100";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ApiProblem problem) {
        var detail = ProblemDetail.forStatusAndDetail(problem.status(), problem.getMessage());
        if (!problem.faults().isEmpty()) {
            detail.setProperty("errors", problem.faults());
        }
        var answer = ResponseEntity.status(problem.status());
        if (problem.status() == HttpStatus.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(detail);
    }

    @ExceptionHandler
    ProblemDetail wrong(IllegalArgumentException wrong) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, String.valueOf(wrong.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail forbidden(AccessDeniedException forbidden) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.FORBIDDEN, "The key has no scope that allows this.");
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransactionSystemException.class
    })
    ResponseEntity<ProblemDetail> resourceFailed(Exception failed) {
        return DISK_FULL.equals(sqlState(failed)) ? full(failed) : away(failed);
    }

    /** It may be back in a moment, and what was sent is not in it. */
    private static ResponseEntity<ProblemDetail> away(Exception away) {
        LOG.warn("The database does not answer: {}", reason(away));
        return later(
                HttpStatus.SERVICE_UNAVAILABLE,
                5,
                "The database does not answer. Send it again in some seconds; what was stored meanwhile counts once.");
    }

    /** Until somebody makes room. */
    private static ResponseEntity<ProblemDetail> full(Exception full) {
        LOG.error("The disk of the database is full: {}", reason(full));
        return later(
                HttpStatus.INSUFFICIENT_STORAGE,
                30,
                "The disk of the database is full. Nothing of the request was stored; keep it and send it again when there is room.");
    }

    private static ResponseEntity<ProblemDetail> later(
            HttpStatus status, int seconds, String detail) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** What is told to the database past Spring fails without Spring's names for it. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> broken(Exception broken) {
        var state = sqlState(broken);
        if (RESOURCES.stream().anyMatch(state::startsWith)) {
            return resourceFailed(broken);
        }
        var reference = UUID.randomUUID();
        LOG.error("A request failed, reference {}", reference, broken);
        return ResponseEntity.internalServerError()
                .body(
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                "Nothing was changed. Try again; if it happens again, tell the administrator the reference %s."
                                        .formatted(reference)));
    }

    private static String sqlState(Exception failed) {
        return sqlFault(failed).map(SQLException::getSQLState).orElse("");
    }

    private static String reason(Exception failed) {
        return String.valueOf(
                sqlFault(failed).<Throwable>map(fault -> fault).orElse(failed).getMessage());
    }

    private static Optional<SQLException> sqlFault(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException fault) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
