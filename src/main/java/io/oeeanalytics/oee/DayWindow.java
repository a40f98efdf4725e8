package io.oeeanalytics.oee;

import io.oeeanalytics.oee.ShiftLedger.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What of a business date is accounted together: a shift, a day without a plan, or the free time
 * between the shifts, which lies in several stretches.
 *
 * @param windows as far as they lie in the past
 * @param endsAt when the last of them ends by plan
 */
record DayWindow(LocalDate date, int shift, Origin origin, Instant endsAt, List<Window> windows) {}
