package io.oeeanalytics.identity;

/**
 * One person who may sign in.
 *
 * @param sites whose rows the person reaches, unless it administers; see {@link #reach}
 * @param secondFactor whether a code is needed besides the password
 * @param fromProvider whether it signs in at the identity provider, and has no password here
 */
public record Account(
        int id,
        String name,
        String displayName,
        Role role,
        boolean enabled,
        boolean mustChangePassword,
        SiteScope sites,
        boolean secondFactor,
        boolean fromProvider) {
    /** Whoever administers reaches every site, whatever it was limited to before. */
    public SiteScope reach() {
        return role == Role.ADMIN ? SiteScope.EVERYWHERE : sites;
    }
}
