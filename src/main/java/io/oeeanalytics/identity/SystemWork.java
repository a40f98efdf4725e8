package io.oeeanalytics.identity;

import java.util.function.Supplier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Work that nobody who is signed in asked for. */
public final class SystemWork {
    private SystemWork() {}

    /** Runs it in this thread; whoever was signed in here before is so again afterwards. */
    public static void run(Runnable work) {
        as(
                "",
                "ROLE_MANAGER",
                () -> {
                    work.run();
                    return "";
                });
    }

    /** What a command does for whoever may start it, with an administrator's rights. */
    public static <T> T asAdministrator(Supplier<T> work) {
        return as("command line", "ROLE_ADMIN", work);
    }

    private static <T> T as(String name, String role, Supplier<T> work) {
        var before = SecurityContextHolder.getContext();
        var system =
                UsernamePasswordAuthenticationToken.authenticated(
                        name, "", AuthorityUtils.createAuthorityList(role));
        system.setDetails(SiteScope.EVERYWHERE);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(system);
        SecurityContextHolder.setContext(context);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
