package io.oeeanalytics.ops;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.springframework.stereotype.Repository;

/** Asks the database for the smallest answer it can give. */
@Repository
class JooqPing {
    private final DSLContext sql;

    JooqPing(DSLContext sql) {
        this.sql = sql;
    }

    boolean answers() {
        try {
            return sql.selectOne().fetchSingle().value1() == 1;
        } catch (DataAccessException e) {
            return false;
        }
    }
}
