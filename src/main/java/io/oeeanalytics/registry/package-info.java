/**
 * Which models there are: numbered versions that never change, their files by digest, how they were
 * judged, and which version serves which line since when. Knows names, versions, bytes and scores,
 * not what a forecast is; lines are told by code. Owns schema {@code registry}.
 */
@ApplicationModule(
        allowedDependencies = {"base", "base :: ui", "base :: api", "identity", "ops", "db"})
@NullMarked
package io.oeeanalytics.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
