package io.oeeanalytics.identity;

/**
 * By its owner: whatever else was signed in with the one before ends; the page it was done on goes
 * on.
 */
record PasswordChanged(String name) {}
