/**
 * The tools of the advisor for agents from outside, over the Model Context Protocol: with the key
 * or token of whoever sends them, and no more rights than that has.
 */
@NullMarked
package io.oeeanalytics.advisor.mcp;

import org.jspecify.annotations.NullMarked;
