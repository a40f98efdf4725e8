package io.oeeanalytics.advisor.conversation;

import java.time.Instant;

/**
 * Questions of one person that belong together.
 *
 * @param title its first question, until its owner calls it otherwise
 * @param touchedAt when its last question was asked
 */
public record Conversation(long id, String title, Instant startedAt, Instant touchedAt) {}
