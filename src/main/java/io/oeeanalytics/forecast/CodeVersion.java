package io.oeeanalytics.forecast;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Of this program, as registered versions name what trained them. */
@Component
class CodeVersion {
    private final String name;

    CodeVersion(ObjectProvider<BuildProperties> build) {
        name =
                Optional.ofNullable(build.getIfAvailable())
                        .map(BuildProperties::getVersion)
                        .orElse("unreleased");
    }

    String name() {
        return name;
    }
}
