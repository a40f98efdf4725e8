package io.oeeanalytics.identity;

/** The account may no longer be used with what it signed in with; its open pages must close. */
public record SignInEnded(String name) {}
