package io.oeeanalytics.identity;

import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.stereotype.Component;

/** Writes down what somebody who is known asked for without the right to it. */
@Component
class Refusals {
    private final AuditTrail audit;

    Refusals(AuditTrail audit) {
        this.audit = audit;
    }

    @EventListener
    void on(AuthorizationDeniedEvent<?> denied) {
        var who = denied.getAuthentication().get();
        // Strangers are only shown where to sign in.
        if (who != null
                && who.isAuthenticated()
                && !(who instanceof AnonymousAuthenticationToken)) {
            audit.refused(
                    who.getName(), AuditAction.ACCESS, what(denied.getObject()), "not permitted");
        }
    }

    private static String what(Object asked) {
        return switch (asked) {
            case HttpServletRequest request -> request.getMethod() + " " + request.getRequestURI();
            case MethodInvocation call ->
                    call.getMethod().getDeclaringClass().getSimpleName()
                            + "."
                            + call.getMethod().getName();
            default -> asked.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }
}
