/**
 * Models answer: by the Open Inference Protocol, version 2, and to tables sent whole. What serves
 * is a version of the registry, whose bytes are checked whenever they are loaded.
 */
@NullMarked
package io.oeeanalytics.registry.serving;

import org.jspecify.annotations.NullMarked;
