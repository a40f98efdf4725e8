package io.oeeanalytics.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;

/**
 * Whose rows whoever is signed in here reaches. Work that the system starts itself reaches all of
 * them, strangers none.
 */
@Service
public class SiteScopes {
    /** Asking the database with every look at the plant's lines costs as much as the look. */
    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final Accounts accounts;
    private final Cache<String, SiteScope> ofAccounts =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

    SiteScopes(Accounts accounts) {
        this.accounts = accounts;
    }

    public SiteScope now() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null) {
            return SiteScope.EVERYWHERE;
        }
        if (who instanceof AnonymousAuthenticationToken) {
            return SiteScope.NOWHERE;
        }
        // Of the system, a key or a token, whose name may be an account's as well.
        if (who.getDetails() instanceof SiteScope scope) {
            return scope;
        }
        return ofAccounts.get(
                who.getName(),
                name ->
                        accounts.named(name)
                                .map(credentials -> credentials.account().reach())
                                // Of an account that is gone, or that nobody opened.
                                .orElse(SiteScope.NOWHERE));
    }
}
