package io.oeeanalytics.base.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;

class ApiProblemsTest {
    private final ApiProblems problems = new ApiProblems();

    @ParameterizedTest
    @CsvSource({"53100, 507", "08006, 503", "57P01, 503", "53300, 503", "42601, 500", "23505, 500"})
    void what_fails_deep_in_the_database_is_told_by_its_state(String state, int status) {
        var deep =
                new IllegalStateException("copying", new SQLException("told by the server", state));

        var answer = problems.broken(deep);

        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER) != null)
                .as("says when to come again")
                .isEqualTo(status != 500);
    }

    @Test
    void a_full_disk_is_not_told_as_a_database_that_is_away() {
        var full =
                new DataAccessResourceFailureException(
                        "insert", new SQLException("could not extend file", "53100"));

        var answer = problems.resourceFailed(full);

        assertThat(answer.getStatusCode().value()).isEqualTo(507);
        assertThat(String.valueOf(answer.getBody())).contains("disk of the database is full");
    }
}
