package io.oeeanalytics.identity;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Work in the background that nobody in particular asked for, with a manager's rights. */
public final class SystemWork {
    private SystemWork() {}

    /** Runs it in this thread; whoever was signed in here before is so again afterwards. */
    public static void run(Runnable work) {
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        "", "", AuthorityUtils.createAuthorityList("ROLE_MANAGER")));
        SecurityContextHolder.setContext(context);
        try {
            work.run();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
