package io.oeeanalytics.plant;

import java.time.ZoneId;

/** A factory: one zone, one catalogue of statuses, one holiday list. */
public record Site(int id, String name, ZoneId zone) {}
