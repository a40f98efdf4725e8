package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** How a table is written down. */
enum TableForm {
    CSV("text/csv"),
    NDJSON("application/x-ndjson");

    private final String type;

    TableForm(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    static TableForm sent(@Nullable String contentType) {
        if (contentType != null) {
            if (contentType.startsWith(CSV.type)) {
                return CSV;
            }
            if (contentType.startsWith(NDJSON.type)
                    || contentType.startsWith("application/ndjson")) {
                return NDJSON;
            }
        }
        throw new ApiProblem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Rows come as 'Content-Type: text/csv', with the names of the columns in the first"
                        + " line, or application/x-ndjson, an object a line.");
    }

    /** What is accepted, or as it came where anything is. */
    static TableForm wanted(@Nullable String accept, TableForm sent) {
        if (accept == null || accept.contains(sent.type) || accept.contains("*/*")) {
            return sent;
        }
        return accept.contains(CSV.type) || accept.contains("text/*") ? CSV : NDJSON;
    }
}
