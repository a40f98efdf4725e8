package io.oeeanalytics;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;
import io.oeeanalytics.advisor.document.ReadDocumentCommand;
import io.oeeanalytics.advisor.search.RetrieveCommand;
import io.oeeanalytics.forecast.batch.ForecastCommand;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application, or the command its first argument names. */
@SpringBootApplication
@Push
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("context://styles/app.css")
public class Application implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addFavIcon("icon", "icons/favicon.svg", "any");
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("import")) {
            System.exit(
                    CommandLineTools.importFile(
                            Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals("forecast")) {
            System.exit(ForecastCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals("retrieve")) {
            System.exit(RetrieveCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals(ReadDocumentCommand.NAME)) {
            System.exit(
                    ReadDocumentCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        if (arguments.length > 0 && OperatorCommands.NAMES.contains(arguments[0])) {
            System.exit(OperatorCommands.run(arguments));
        }
        SpringApplication.run(Application.class, arguments);
    }
}
