package io.oeeanalytics.production.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Stores a daily report as it is; a day that says the same as before is known. */
final class DailyLoad {
    /** A hundred lines report 36,500 days a year. */
    private static final int MOST_ROWS = 500_000;

    private final Connection connection;
    private final ImportRequest request;
    private final FileLines lines;
    private final int importId;

    DailyLoad(Connection connection, ImportRequest request, FileLines lines, int importId) {
        this.connection = connection;
        this.request = request;
        this.lines = lines;
        this.importId = importId;
    }

    Load load(ReadSettings settings, FindingSpool spool) throws IOException, SQLException {
        var rows = new ArrayList<DailyRow>();
        var read =
                DailyReport.read(
                        new BufferedInputStream(Files.newInputStream(request.file())),
                        request.format(),
                        settings,
                        new Rows(spool, rows));
        var extents = new Extents();
        long stored = 0;
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into production.daily_report (line_id, day, import_id, planned_ms,
                            run_ms, output, ideal_cycle_ms, availability, performance, quality, oee)
                        select new.*
                        from (values (?, ?, ?, ?, ?, ?, ?::bigint, ?::float8, ?::float8, ?::float8,
                            ?::float8)) as new (line_id, day, import_id, planned_ms, run_ms, output,
                            ideal_cycle_ms, availability, performance, quality, oee)
                        left join lateral (
                            select k.planned_ms, k.run_ms, k.output, k.ideal_cycle_ms,
                                k.availability, k.performance, k.quality, k.oee
                            from production.daily_report k
                            where k.line_id = new.line_id and k.day = new.day
                            order by k.import_id desc
                            limit 1) as known on true
                        where known.planned_ms is null
                            or (new.planned_ms, new.run_ms, new.output, new.ideal_cycle_ms,
                                new.availability, new.performance, new.quality, new.oee)
                            is distinct from (known.planned_ms, known.run_ms, known.output,
                                known.ideal_cycle_ms, known.availability, known.performance,
                                known.quality, known.oee)
                        on conflict (line_id, day, import_id) do nothing
                        """)) {
            for (var row : rows) {
                var line = lines.line(row.line());
                var day = row.date().atStartOfDay(request.zone()).toInstant();
                extents.of(line)
                        .add(
                                day.toEpochMilli(),
                                row.date()
                                        .plusDays(1)
                                        .atStartOfDay(request.zone())
                                        .toInstant()
                                        .toEpochMilli());
                insert.setInt(1, line.value());
                insert.setObject(2, row.date());
                insert.setInt(3, importId);
                insert.setLong(4, row.planned().toMillis());
                insert.setLong(5, row.run().toMillis());
                insert.setLong(6, row.output());
                if (row.idealCycleSeconds().isPresent()) {
                    insert.setLong(7, Math.round(row.idealCycleSeconds().getAsDouble() * 1000));
                } else {
                    insert.setNull(7, Types.BIGINT);
                }
                set(insert, 8, row.availability());
                set(insert, 9, row.performance());
                set(insert, 10, row.quality());
                set(insert, 11, row.oee());
                stored += insert.executeUpdate();
            }
        }
        return new Load(read, stored, extents, List.of());
    }

    private static void set(PreparedStatement statement, int index, OptionalDouble value)
            throws SQLException {
        if (value.isPresent()) {
            statement.setDouble(index, value.getAsDouble());
        } else {
            statement.setNull(index, Types.DOUBLE);
        }
    }

    private static final class Rows extends FindingSink implements DailySink {
        private final List<DailyRow> rows;

        Rows(FindingSpool spool, List<DailyRow> rows) {
            super(spool);
            this.rows = rows;
        }

        @Override
        public void day(DailyRow row) {
            if (rows.size() == MOST_ROWS) {
                throw new LoadRefused(
                        "The report has more than %,d rows; split it by year."
                                .formatted(MOST_ROWS));
            }
            rows.add(row);
        }
    }
}
