package io.oeeanalytics.identity;

/** One person who may sign in. */
public record Account(
        int id,
        String name,
        String displayName,
        Role role,
        boolean enabled,
        boolean mustChangePassword) {}
