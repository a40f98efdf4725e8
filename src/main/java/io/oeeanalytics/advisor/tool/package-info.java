/**
 * What the advisor may look up: functions over the rooms' services that read and never write, each
 * with the rights of whoever asks. A model, the planner that needs none, and agents from outside
 * all use the same ones.
 */
@NamedInterface("tool")
@NullMarked
package io.oeeanalytics.advisor.tool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
