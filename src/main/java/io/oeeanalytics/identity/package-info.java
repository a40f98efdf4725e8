/** Who may come in and as what: accounts, roles, sign-in. Owns schema {@code identity}. */
@ApplicationModule(allowedDependencies = {"base", "base :: ui", "base :: api", "ops", "db"})
@NullMarked
package io.oeeanalytics.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
