/** What every door for other systems shares: refusals as problem details of RFC 9457. */
@NamedInterface("api")
@NullMarked
package io.oeeanalytics.base.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
