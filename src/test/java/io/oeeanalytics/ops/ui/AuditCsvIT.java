package io.oeeanalytics.ops.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditQuestion;
import io.oeeanalytics.ops.AuditTrail;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class AuditCsvIT {
    /** More than are read at once. */
    private static final int ENTRIES = 2_345;

    @Autowired private AuditTrail trail;
    @Autowired private TransactionTemplate transaction;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-audit-csv").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    private static AuditQuestion about(String words, Optional<Instant> to) {
        return new AuditQuestion(Optional.empty(), false, words, Optional.empty(), to);
    }

    private List<String> exported(AuditQuestion question) {
        return SystemWork.asAdministrator(
                () -> {
                    var text = new StringWriter();
                    try {
                        AuditCsv.write(trail, question, text);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return text.toString().lines().toList();
                });
    }

    @Test
    void all_entries_leave_in_their_order_each_with_its_seal_and_that_they_did_is_one_more() {
        transaction.executeWithoutResult(
                status -> {
                    for (int i = 0; i < ENTRIES; i++) {
                        trail.did("=cmd()", AuditAction.SIGN_IN, "somebody " + i);
                    }
                });

        var lines = exported(about("somebody", Optional.empty()));

        assertThat(lines).hasSize(ENTRIES + 1);
        assertThat(lines.get(1)).contains(",\"somebody 0\",").contains(",\"'=cmd()\",");
        assertThat(lines.getLast()).contains(",\"somebody %d\",".formatted(ENTRIES - 1));
        assertThat(lines.subList(1, ENTRIES + 1))
                .allMatch(line -> line.matches(".*,false,[0-9a-f]{64}"));
        assertThat(exported(about("somebody", Optional.of(Instant.EPOCH)))).hasSize(1);
        assertThat(exported(about("2345 entries", Optional.empty()))).hasSize(2);
    }

    @Test
    void nobody_but_an_administrator_takes_it_out() {
        assertThatThrownBy(
                        () ->
                                AuditCsv.write(
                                        trail, about("", Optional.empty()), new StringWriter()))
                .isInstanceOf(AuthenticationCredentialsNotFoundException.class);
    }
}
