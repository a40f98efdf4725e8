package io.oeeanalytics.production.ingest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What a reader must know besides the file.
 *
 * @param zone zone of stamps that carry no offset of their own
 * @param earliest rows before it are rejected
 * @param now rows more than a day later than this are rejected
 * @param cancelled asked about every 500 rows
 * @param bytesRead told the number of bytes read so far, as often
 */
public record ReadSettings(
        ZoneId zone,
        Instant earliest,
        Instant now,
        BooleanSupplier cancelled,
        LongConsumer bytesRead) {}
