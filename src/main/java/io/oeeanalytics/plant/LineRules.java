package io.oeeanalytics.plant;

/** All that decides how the facts of one line become figures. */
public record LineRules(
        ShiftCalendar calendar,
        IdealCycles cycles,
        StatusHistory statuses,
        SiteSettings settings,
        StatusLogs logs) {}
