package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.advisor.conversation.Advisor;
import io.oeeanalytics.base.ui.Companion;
import io.oeeanalytics.identity.Role;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The advisor beside every view, for those who may ask it. */
@Service
class AdvisorCompanion implements Companion {
    private final Advisor advisor;
    private final AuthenticationContext signedIn;

    AdvisorCompanion(Advisor advisor, AuthenticationContext signedIn) {
        this.advisor = advisor;
        this.signedIn = signedIn;
    }

    @Override
    public Optional<Component> inBar() {
        return signedIn.hasAnyRole(Role.MANAGER_ROLE, Role.ADMIN_ROLE)
                ? Optional.of(new AdvisorButton(advisor))
                : Optional.empty();
    }
}
