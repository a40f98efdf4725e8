package io.oeeanalytics.identity;

/**
 * One person who may sign in.
 *
 * @param sites whose rows the person reaches
 * @param secondFactor whether a code is needed besides the password
 */
public record Account(
        int id,
        String name,
        String displayName,
        Role role,
        boolean enabled,
        boolean mustChangePassword,
        SiteScope sites,
        boolean secondFactor) {}
