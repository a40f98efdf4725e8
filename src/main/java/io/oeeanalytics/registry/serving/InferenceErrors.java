package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says of every failure what the protocol has for it: one text, and never a stack trace. */
@RestControllerAdvice(assignableTypes = InferenceDoor.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class InferenceErrors {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceErrors.class);

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(ApiProblem problem) {
        return answer(problem.status(), String.valueOf(problem.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> wrong(IllegalArgumentException wrong) {
        return answer(HttpStatus.BAD_REQUEST, String.valueOf(wrong.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> forbidden(AccessDeniedException forbidden) {
        return answer(HttpStatus.FORBIDDEN, "The key has no scope that allows this.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> framework(ErrorResponseException refused) {
        return answer(refused.getStatusCode(), "The request cannot be taken as it came.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unacceptable(HttpMediaTypeNotAcceptableException refused) {
        return answer(HttpStatus.NOT_ACCEPTABLE, "Answers are application/json.");
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Map<String, String>> databaseAway(Exception away) {
        LOG.warn("The database does not answer: {}", away.getMessage());
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer. Ask again.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> broken(Exception broken) {
        var reference = UUID.randomUUID();
        LOG.error("A question to a model failed, reference {}", reference, broken);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The model could not be asked. If it happens again, tell the administrator the reference %s."
                        .formatted(reference));
    }

    private static ResponseEntity<Map<String, String>> answer(HttpStatusCode status, String error) {
        var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()
                || status.value() == HttpStatus.TOO_MANY_REQUESTS.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(Map.of("error", error));
    }
}
