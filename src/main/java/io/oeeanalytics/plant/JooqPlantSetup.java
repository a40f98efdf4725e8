package io.oeeanalytics.plant;

import static io.oeeanalytics.db.plant.Tables.HOLIDAY;
import static io.oeeanalytics.db.plant.Tables.IDEAL_CYCLE;
import static io.oeeanalytics.db.plant.Tables.LINE;
import static io.oeeanalytics.db.plant.Tables.PRODUCT;
import static io.oeeanalytics.db.plant.Tables.SHIFT_BREAK;
import static io.oeeanalytics.db.plant.Tables.SHIFT_PATTERN;
import static io.oeeanalytics.db.plant.Tables.SITE;
import static io.oeeanalytics.db.plant.Tables.STATUS;
import static io.oeeanalytics.db.plant.Tables.TARGET;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqPlantSetup {
    private final DSLContext sql;

    JooqPlantSetup(DSLContext sql) {
        this.sql = sql;
    }

    int addSite(String name, ZoneId zone) {
        return Objects.requireNonNull(
                sql.insertInto(SITE)
                        .set(SITE.NAME, name)
                        .set(SITE.ZONE, zone.getId())
                        .returningResult(SITE.ID)
                        .fetchSingle()
                        .value1());
    }

    void setMicroStop(int siteId, long millis) {
        sql.update(SITE).set(SITE.MICRO_STOP_MS, millis).where(SITE.ID.eq(siteId)).execute();
    }

    /** Another import may open the same line at the same moment; both get the one line. */
    void addLine(int siteId, String code, String name) {
        sql.insertInto(LINE)
                .set(LINE.SITE_ID, siteId)
                .set(LINE.CODE, code)
                .set(LINE.NAME, name)
                .onConflict(LINE.CODE)
                .doNothing()
                .execute();
    }

    void addLine(LineId id, int siteId, String code) {
        sql.insertInto(LINE)
                .set(LINE.ID, id.value())
                .set(LINE.SITE_ID, siteId)
                .set(LINE.CODE, code)
                .set(LINE.NAME, code)
                .execute();
    }

    void addProduct(ProductId id, int siteId, String code) {
        sql.insertInto(PRODUCT)
                .set(PRODUCT.ID, id.value())
                .set(PRODUCT.SITE_ID, siteId)
                .set(PRODUCT.CODE, code)
                .set(PRODUCT.NAME, code)
                .execute();
    }

    LineId nextLine() {
        return new LineId(next("plant.line_id_seq"));
    }

    ProductId nextProduct() {
        return new ProductId(next("plant.product_id_seq"));
    }

    private int next(String sequence) {
        return Objects.requireNonNull(
                sql.fetchSingle("select nextval(?::regclass)", sequence).get(0, Integer.class));
    }

    void rename(LineId line, String name) {
        sql.update(LINE).set(LINE.NAME, name).where(LINE.ID.eq(line.value())).execute();
    }

    void addProduct(int siteId, String code, String name) {
        sql.insertInto(PRODUCT)
                .set(PRODUCT.SITE_ID, siteId)
                .set(PRODUCT.CODE, code)
                .set(PRODUCT.NAME, name)
                .onConflict(PRODUCT.SITE_ID, PRODUCT.CODE)
                .doNothing()
                .execute();
    }

    void addCycle(
            LineId line,
            @Nullable ProductId product,
            Instant validFrom,
            long millis,
            Instant at,
            String by) {
        sql.insertInto(IDEAL_CYCLE)
                .set(IDEAL_CYCLE.LINE_ID, line.value())
                .set(IDEAL_CYCLE.PRODUCT_ID, product == null ? null : product.value())
                .set(IDEAL_CYCLE.VALID_FROM, validFrom.atOffset(ZoneOffset.UTC))
                .set(IDEAL_CYCLE.MILLIS, millis)
                .set(IDEAL_CYCLE.RECORDED_AT, at.atOffset(ZoneOffset.UTC))
                .set(IDEAL_CYCLE.RECORDED_BY, by)
                .execute();
    }

    void putStatus(int siteId, Status status) {
        sql.insertInto(STATUS)
                .set(STATUS.SITE_ID, siteId)
                .set(STATUS.CODE, status.code())
                .set(STATUS.NAME, status.name())
                .set(STATUS.CATEGORY, status.category().name())
                .set(STATUS.LOSS_GROUP, status.group())
                .onConflict(STATUS.SITE_ID, STATUS.CODE)
                .doUpdate()
                .set(STATUS.NAME, status.name())
                .set(STATUS.CATEGORY, status.category().name())
                .set(STATUS.LOSS_GROUP, status.group())
                .execute();
    }

    void putTarget(LineId line, LocalDate validFrom, double oee) {
        sql.insertInto(TARGET)
                .set(TARGET.LINE_ID, line.value())
                .set(TARGET.VALID_FROM, validFrom)
                .set(TARGET.OEE, oee)
                .onConflict(TARGET.LINE_ID, TARGET.VALID_FROM)
                .doUpdate()
                .set(TARGET.OEE, oee)
                .execute();
    }

    void removeTarget(LineId line, LocalDate validFrom) {
        sql.deleteFrom(TARGET)
                .where(TARGET.LINE_ID.eq(line.value()))
                .and(TARGET.VALID_FROM.eq(validFrom))
                .execute();
    }

    void putWeek(int siteId, @Nullable LineId line, LocalDate validFrom, List<ShiftTime> shifts) {
        var sameOwner =
                line == null
                        ? SHIFT_PATTERN.LINE_ID.isNull()
                        : SHIFT_PATTERN.LINE_ID.eq(line.value());
        sql.deleteFrom(SHIFT_PATTERN)
                .where(SHIFT_PATTERN.SITE_ID.eq(siteId))
                .and(sameOwner)
                .and(SHIFT_PATTERN.VALID_FROM.eq(validFrom))
                .execute();
        for (var shift : shifts) {
            var id =
                    sql.insertInto(SHIFT_PATTERN)
                            .set(SHIFT_PATTERN.SITE_ID, siteId)
                            .set(SHIFT_PATTERN.LINE_ID, line == null ? null : line.value())
                            .set(SHIFT_PATTERN.VALID_FROM, validFrom)
                            .set(SHIFT_PATTERN.WEEKDAY, shift.weekday().getValue())
                            .set(SHIFT_PATTERN.NUMBER, shift.number())
                            .set(SHIFT_PATTERN.STARTS_AT, shift.start())
                            .set(SHIFT_PATTERN.ENDS_AT, shift.end())
                            .returningResult(SHIFT_PATTERN.ID)
                            .fetchSingle()
                            .value1();
            for (var pause : shift.breaks()) {
                sql.insertInto(SHIFT_BREAK)
                        .set(SHIFT_BREAK.PATTERN_ID, id)
                        .set(SHIFT_BREAK.STARTS_AT, pause.start())
                        .set(SHIFT_BREAK.ENDS_AT, pause.end())
                        .execute();
            }
        }
    }

    void putHoliday(int siteId, LocalDate day, String name) {
        sql.insertInto(HOLIDAY)
                .set(HOLIDAY.SITE_ID, siteId)
                .set(HOLIDAY.DAY, day)
                .set(HOLIDAY.NAME, name)
                .onConflict(HOLIDAY.SITE_ID, HOLIDAY.DAY)
                .doUpdate()
                .set(HOLIDAY.NAME, name)
                .execute();
    }

    void removeHoliday(int siteId, LocalDate day) {
        sql.deleteFrom(HOLIDAY)
                .where(HOLIDAY.SITE_ID.eq(siteId))
                .and(HOLIDAY.DAY.eq(day))
                .execute();
    }
}
