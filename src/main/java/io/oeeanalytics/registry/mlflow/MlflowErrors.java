package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.registry.RegistryProblem;
import io.oeeanalytics.registry.mlflow.MlflowError.Code;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says of every failure what MLflow would have said, and never a stack trace. */
@RestControllerAdvice(basePackageClasses = MlflowErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class MlflowErrors {
    private static final Logger LOG = LoggerFactory.getLogger(MlflowErrors.class);

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(MlflowError error) {
        return answer(error.code(), error.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> problem(RegistryProblem problem) {
        return switch (problem) {
            case RegistryProblem.Unknown one ->
                    answer(Code.RESOURCE_DOES_NOT_EXIST, one.getMessage());
            case RegistryProblem.Taken one ->
                    answer(Code.RESOURCE_ALREADY_EXISTS, one.getMessage());
            case RegistryProblem.Refused one ->
                    answer(Code.INVALID_PARAMETER_VALUE, one.getMessage());
            case RegistryProblem.GatesClosed one ->
                    answer(Code.PERMISSION_DENIED, one.getMessage());
            case RegistryProblem.FileRefused one ->
                    one.isTooLarge()
                            ? answer(
                                    HttpStatus.CONTENT_TOO_LARGE,
                                    Code.INVALID_PARAMETER_VALUE,
                                    one.getMessage())
                            : answer(Code.INVALID_PARAMETER_VALUE, one.getMessage());
            case RegistryProblem.Damaged one -> {
                LOG.error("A model's file is damaged: {}", one.getMessage());
                yield answer(Code.DATA_LOSS, one.getMessage());
            }
            case RegistryProblem.Busy one -> answer(Code.REQUEST_LIMIT_EXCEEDED, one.getMessage());
            case RegistryProblem.StoreAway one -> {
                LOG.warn("The store of artefacts does not answer: {}", one.getMessage());
                yield answer(Code.TEMPORARILY_UNAVAILABLE, one.getMessage());
            }
        };
    }

    /** Such as a page token of another question. */
    @ExceptionHandler
    ResponseEntity<Map<String, String>> problem(ApiProblem problem) {
        return answer(
                Code.INVALID_PARAMETER_VALUE,
                problem.faults().isEmpty()
                        ? problem.getMessage()
                        : "The page token is none of this search.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> wrong(IllegalArgumentException wrong) {
        return answer(Code.INVALID_PARAMETER_VALUE, wrong.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> forbidden(AccessDeniedException forbidden) {
        return answer(Code.PERMISSION_DENIED, "The key has no scope that allows this.");
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Map<String, String>> databaseAway(Exception away) {
        LOG.warn("The database does not answer: {}", away.getMessage());
        return answer(Code.TEMPORARILY_UNAVAILABLE, "The database does not answer. Send it again.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> broken(Exception broken) {
        var reference = UUID.randomUUID();
        LOG.error("A request of an MLflow client failed, reference {}", reference, broken);
        return answer(
                Code.INTERNAL_ERROR,
                "Nothing was changed. If it happens again, tell the administrator the reference %s."
                        .formatted(reference));
    }

    private static ResponseEntity<Map<String, String>> answer(Code code, @Nullable String message) {
        return answer(code.status(), code, message);
    }

    private static ResponseEntity<Map<String, String>> answer(
            HttpStatusCode status, Code code, @Nullable String message) {
        var error = new LinkedHashMap<String, String>();
        error.put("error_code", code.name());
        error.put("message", String.valueOf(message));
        var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (status.value() == HttpStatus.TOO_MANY_REQUESTS.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(error);
    }
}
