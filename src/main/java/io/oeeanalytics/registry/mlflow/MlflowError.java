package io.oeeanalytics.registry.mlflow;

import org.springframework.http.HttpStatus;

/** A refusal as MLflow's clients read it. */
final class MlflowError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** As in MLflow's databricks.proto, with the status each goes with. */
    enum Code {
        INVALID_PARAMETER_VALUE(HttpStatus.BAD_REQUEST),
        MALFORMED_REQUEST(HttpStatus.BAD_REQUEST),
        RESOURCE_ALREADY_EXISTS(HttpStatus.BAD_REQUEST),
        PERMISSION_DENIED(HttpStatus.FORBIDDEN),
        RESOURCE_DOES_NOT_EXIST(HttpStatus.NOT_FOUND),
        ENDPOINT_NOT_FOUND(HttpStatus.NOT_FOUND),
        REQUEST_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS),
        NOT_IMPLEMENTED(HttpStatus.NOT_IMPLEMENTED),
        DATA_LOSS(HttpStatus.INTERNAL_SERVER_ERROR),
        INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
        TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

        private final HttpStatus status;

        Code(HttpStatus status) {
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }
    }

    private final Code code;

    MlflowError(Code code, String message) {
        super(message);
        this.code = code;
    }

    static MlflowError invalid(String message) {
        return new MlflowError(Code.INVALID_PARAMETER_VALUE, message);
    }

    Code code() {
        return code;
    }
}
