package io.oeeanalytics;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    void rooms_import_only_what_their_package_info_permits() {
        ApplicationModules.of(Application.class).verify();
    }
}
