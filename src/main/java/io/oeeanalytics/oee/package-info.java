/**
 * How well a line ran: the time model of ISO 22400-2 as a ledger in milliseconds that closes to
 * planned busy time.
 */
@ApplicationModule(allowedDependencies = {"base", "plant"})
@NullMarked
package io.oeeanalytics.oee;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
