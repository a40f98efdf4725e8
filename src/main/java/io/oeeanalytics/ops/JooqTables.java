package io.oeeanalytics.ops;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The tables of the house as a whole, whatever they hold. */
@Repository
public class JooqTables {
    private final DSLContext sql;

    JooqTables(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * How many rows each table has, all as of one instant. Of a table in parts, all of them
     * together.
     *
     * @return by schema and name: {@code production.event}
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public SortedMap<String, Long> rowCounts() {
        var counts = new TreeMap<String, Long>();
        sql.fetch(
                        """
                        select format('%I.%I', n.nspname, c.relname)
                        from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p')
                            and not c.relispartition
                            and n.nspname !~ '^pg_'
                            and n.nspname not in ('information_schema', 'public')
                        """)
                .forEach(
                        row -> {
                            var table = row.get(0, String.class);
                            counts.put(
                                    table,
                                    sql.fetchSingle("select count(*) from " + table)
                                            .get(0, Long.class));
                        });
        return counts;
    }

    /** Of the newest change to the tables; 0 of an empty database. */
    public String schemaVersion() {
        var newest =
                sql.fetchOptional(
                        """
                        select version from flyway_schema_history
                        where success and version is not null
                        order by installed_rank desc limit 1
                        """);
        return newest.map(row -> row.get(0, String.class)).orElse("0");
    }

    /** The line that an installation was tried with, and all that was made of it. */
    @Transactional
    public void removeInstallationCheck() {
        sql.execute("select ops.remove_installation_check()");
    }
}
