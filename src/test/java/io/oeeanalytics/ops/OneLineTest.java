package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OneLineTest {
    private static final String FORGED =
            "wrong name 'x\r\n2026-03-16 INFO signed in: admin\u001b[31m\u2028\u0085'";

    @Test
    void a_line_break_or_a_command_to_the_terminal_is_shown_and_not_done() {
        assertThat(OneLine.of(FORGED))
                .isEqualTo(
                        "wrong name 'x\\r"
                                + "\\n"
                                + "2026-03-16 INFO signed in: admin\\u001b[31m\\u2028\\u0085'");
        assertThat(OneLine.of("Linie 4 läuft\twieder")).isEqualTo("Linie 4 läuft\twieder");
    }

    /** With the rule as it stands in logback.xml. */
    @Test
    void every_line_of_the_log_is_written_by_it() throws IOException, JoranException {
        var rule =
                Pattern.compile("<conversionRule [^>]+/>")
                        .matcher(Files.readString(Path.of("src/main/resources/logback.xml")));
        assertThat(rule.find()).isTrue();
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                new ByteArrayInputStream(
                        ("<configuration>" + rule.group() + "</configuration>")
                                .getBytes(StandardCharsets.UTF_8)));
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern("%m%n");
        layout.start();
        Logger log = context.getLogger("test");

        var written =
                layout.doLayout(
                        new LoggingEvent("test", log, Level.INFO, FORGED, null, new Object[] {}));

        assertThat(written.lines()).hasSize(1);
        assertThat(written).doesNotContain("\u001b");
    }
}
