package io.oeeanalytics.plant;

import static io.oeeanalytics.db.plant.Tables.CALENDAR_EXCEPTION;
import static io.oeeanalytics.db.plant.Tables.HOLIDAY;
import static io.oeeanalytics.db.plant.Tables.IDEAL_CYCLE;
import static io.oeeanalytics.db.plant.Tables.LINE_CONSTRAINT;
import static io.oeeanalytics.db.plant.Tables.PLANNED_SHIFT;
import static io.oeeanalytics.db.plant.Tables.SHARED_LOG;
import static io.oeeanalytics.db.plant.Tables.SHIFT_BREAK;
import static io.oeeanalytics.db.plant.Tables.SHIFT_PATTERN;
import static io.oeeanalytics.db.plant.Tables.SITE;
import static io.oeeanalytics.db.plant.Tables.SITE_SETTING;
import static io.oeeanalytics.db.plant.Tables.STATUS;
import static io.oeeanalytics.db.plant.Tables.TARGET;
import static io.oeeanalytics.db.plant.Tables.WORK_UNIT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Appends rules; what they replace is marked as superseded and stays. */
@Repository
class JooqRuleChanges {
    private static final Field<OffsetDateTime> SUPERSEDED_AT =
            field(name("superseded_at"), OffsetDateTime.class);
    private static final Field<String> SUPERSEDED_BY = field(name("superseded_by"), String.class);

    private final DSLContext sql;

    JooqRuleChanges(DSLContext sql) {
        this.sql = sql;
    }

    /** One change of a site's rules after the other, until the transaction ends. */
    void lock(int siteId) {
        sql.select(SITE.ID).from(SITE).where(SITE.ID.eq(siteId)).forNoKeyUpdate().fetch();
    }

    void putStatus(int siteId, Status status, Instant validFrom, Edit edit) {
        supersede(
                STATUS,
                STATUS.SITE_ID
                        .eq(siteId)
                        .and(STATUS.CODE.eq(status.code()))
                        .and(STATUS.VALID_FROM.eq(at(validFrom))),
                edit);
        sql.insertInto(STATUS)
                .set(STATUS.SITE_ID, siteId)
                .set(STATUS.CODE, status.code())
                .set(STATUS.NAME, status.name())
                .set(STATUS.CATEGORY, status.category().name())
                .set(STATUS.LOSS_GROUP, status.group())
                .set(STATUS.VALID_FROM, at(validFrom))
                .set(STATUS.RECORDED_AT, at(edit.at()))
                .set(STATUS.RECORDED_BY, edit.by())
                .execute();
    }

    void putSettings(int siteId, Instant validFrom, Settings settings, Edit edit) {
        supersede(
                SITE_SETTING,
                SITE_SETTING.SITE_ID.eq(siteId).and(SITE_SETTING.VALID_FROM.eq(at(validFrom))),
                edit);
        sql.insertInto(SITE_SETTING)
                .set(SITE_SETTING.SITE_ID, siteId)
                .set(SITE_SETTING.VALID_FROM, at(validFrom))
                .set(SITE_SETTING.MICRO_STOP_MS, settings.microStop().toMillis())
                .set(SITE_SETTING.MICRO_STOP_BUCKET, settings.bucket().name())
                .set(SITE_SETTING.START_UP_MS, settings.startUp().toMillis())
                .set(SITE_SETTING.DEFINITION, settings.definition().name())
                .set(SITE_SETTING.RECORDED_AT, at(edit.at()))
                .set(SITE_SETTING.RECORDED_BY, edit.by())
                .execute();
    }

    void addCycle(LineId line, IdealCycles.Row cycle, Edit edit) {
        sql.insertInto(IDEAL_CYCLE)
                .set(IDEAL_CYCLE.LINE_ID, line.value())
                .set(
                        IDEAL_CYCLE.PRODUCT_ID,
                        cycle.product() == null ? null : cycle.product().value())
                .set(IDEAL_CYCLE.UNIT_ID, unit(line, cycle.unit()))
                .set(IDEAL_CYCLE.VALID_FROM, at(cycle.validFrom()))
                .set(IDEAL_CYCLE.MILLIS, cycle.millis())
                .set(IDEAL_CYCLE.RECORDED_AT, at(edit.at()))
                .set(IDEAL_CYCLE.RECORDED_BY, edit.by())
                .execute();
    }

    /**
     * @param unit null for none from then on
     */
    void putConstraint(LineId line, @Nullable String unit, Instant validFrom, Edit edit) {
        removeConstraint(line, validFrom, edit);
        sql.insertInto(LINE_CONSTRAINT)
                .set(LINE_CONSTRAINT.LINE_ID, line.value())
                .set(LINE_CONSTRAINT.UNIT_ID, unit(line, unit))
                .set(LINE_CONSTRAINT.VALID_FROM, at(validFrom))
                .set(LINE_CONSTRAINT.RECORDED_AT, at(edit.at()))
                .set(LINE_CONSTRAINT.RECORDED_BY, edit.by())
                .execute();
    }

    void removeConstraint(LineId line, Instant validFrom, Edit edit) {
        supersede(
                LINE_CONSTRAINT,
                LINE_CONSTRAINT
                        .LINE_ID
                        .eq(line.value())
                        .and(LINE_CONSTRAINT.VALID_FROM.eq(at(validFrom))),
                edit);
    }

    /**
     * @param source null for its own log
     */
    void putLog(LineId line, @Nullable LineId source, Instant validFrom, Edit edit) {
        removeLog(line, validFrom, edit);
        sql.insertInto(SHARED_LOG)
                .set(SHARED_LOG.LINE_ID, line.value())
                .set(SHARED_LOG.SOURCE_ID, value(source))
                .set(SHARED_LOG.VALID_FROM, at(validFrom))
                .set(SHARED_LOG.RECORDED_AT, at(edit.at()))
                .set(SHARED_LOG.RECORDED_BY, edit.by())
                .execute();
    }

    void removeLog(LineId line, Instant validFrom, Edit edit) {
        supersede(
                SHARED_LOG,
                SHARED_LOG.LINE_ID.eq(line.value()).and(SHARED_LOG.VALID_FROM.eq(at(validFrom))),
                edit);
    }

    private @Nullable Integer unit(LineId line, @Nullable String code) {
        return code == null
                ? null
                : sql.select(WORK_UNIT.ID)
                        .from(WORK_UNIT)
                        .where(WORK_UNIT.LINE_ID.eq(line.value()))
                        .and(WORK_UNIT.CODE.eq(code))
                        .fetchSingle()
                        .value1();
    }

    void putTarget(LineId line, LocalDate validFrom, double oee, Edit edit) {
        removeTarget(line, validFrom, edit);
        sql.insertInto(TARGET)
                .set(TARGET.LINE_ID, line.value())
                .set(TARGET.VALID_FROM, validFrom)
                .set(TARGET.OEE, oee)
                .set(TARGET.RECORDED_AT, at(edit.at()))
                .set(TARGET.RECORDED_BY, edit.by())
                .execute();
    }

    void removeTarget(LineId line, LocalDate validFrom, Edit edit) {
        supersede(
                TARGET, TARGET.LINE_ID.eq(line.value()).and(TARGET.VALID_FROM.eq(validFrom)), edit);
    }

    void putHoliday(int siteId, LocalDate day, String name, Edit edit) {
        removeHoliday(siteId, day, edit);
        sql.insertInto(HOLIDAY)
                .set(HOLIDAY.SITE_ID, siteId)
                .set(HOLIDAY.DAY, day)
                .set(HOLIDAY.NAME, name)
                .set(HOLIDAY.RECORDED_AT, at(edit.at()))
                .set(HOLIDAY.RECORDED_BY, edit.by())
                .execute();
    }

    void removeHoliday(int siteId, LocalDate day, Edit edit) {
        supersede(HOLIDAY, HOLIDAY.SITE_ID.eq(siteId).and(HOLIDAY.DAY.eq(day)), edit);
    }

    void putRotation(int siteId, @Nullable LineId line, Rotation rotation, Edit edit) {
        removeRotation(siteId, line, rotation.validFrom(), edit);
        var id =
                sql.insertInto(SHIFT_PATTERN)
                        .set(SHIFT_PATTERN.SITE_ID, siteId)
                        .set(SHIFT_PATTERN.LINE_ID, value(line))
                        .set(SHIFT_PATTERN.VALID_FROM, rotation.validFrom())
                        .set(SHIFT_PATTERN.CYCLE_DAYS, rotation.days())
                        .set(SHIFT_PATTERN.RECORDED_AT, at(edit.at()))
                        .set(SHIFT_PATTERN.RECORDED_BY, edit.by())
                        .returningResult(SHIFT_PATTERN.ID)
                        .fetchSingle()
                        .value1();
        addShifts(PLANNED_SHIFT.PATTERN_ID, id, rotation.shifts());
    }

    void removeRotation(int siteId, @Nullable LineId line, LocalDate validFrom, Edit edit) {
        supersede(
                SHIFT_PATTERN,
                SHIFT_PATTERN
                        .SITE_ID
                        .eq(siteId)
                        .and(SHIFT_PATTERN.LINE_ID.isNotDistinctFrom(value(line)))
                        .and(SHIFT_PATTERN.VALID_FROM.eq(validFrom)),
                edit);
    }

    void putException(int siteId, @Nullable LineId line, CalendarException exception, Edit edit) {
        removeException(siteId, line, exception.day(), edit);
        var id =
                sql.insertInto(CALENDAR_EXCEPTION)
                        .set(CALENDAR_EXCEPTION.SITE_ID, siteId)
                        .set(CALENDAR_EXCEPTION.LINE_ID, value(line))
                        .set(CALENDAR_EXCEPTION.DAY, exception.day())
                        .set(CALENDAR_EXCEPTION.KIND, exception.kind().name())
                        .set(CALENDAR_EXCEPTION.REASON, exception.reason())
                        .set(CALENDAR_EXCEPTION.RECORDED_AT, at(edit.at()))
                        .set(CALENDAR_EXCEPTION.RECORDED_BY, edit.by())
                        .returningResult(CALENDAR_EXCEPTION.ID)
                        .fetchSingle()
                        .value1();
        addShifts(PLANNED_SHIFT.EXCEPTION_ID, id, exception.shifts());
    }

    void removeException(int siteId, @Nullable LineId line, LocalDate day, Edit edit) {
        supersede(
                CALENDAR_EXCEPTION,
                CALENDAR_EXCEPTION
                        .SITE_ID
                        .eq(siteId)
                        .and(CALENDAR_EXCEPTION.LINE_ID.isNotDistinctFrom(value(line)))
                        .and(CALENDAR_EXCEPTION.DAY.eq(day)),
                edit);
    }

    private void addShifts(TableField<?, Integer> owner, Integer id, List<ShiftTime> shifts) {
        for (var shift : shifts) {
            var number =
                    sql.insertInto(PLANNED_SHIFT)
                            .set(owner, id)
                            .set(PLANNED_SHIFT.DAY, shift.day())
                            .set(PLANNED_SHIFT.NUMBER, shift.number())
                            .set(PLANNED_SHIFT.STARTS_AT, shift.start())
                            .set(PLANNED_SHIFT.ENDS_AT, shift.end())
                            .set(PLANNED_SHIFT.TEAM, shift.team())
                            .returningResult(PLANNED_SHIFT.ID)
                            .fetchSingle()
                            .value1();
            for (var pause : shift.breaks()) {
                sql.insertInto(SHIFT_BREAK)
                        .set(SHIFT_BREAK.SHIFT_ID, number)
                        .set(SHIFT_BREAK.STARTS_AT, pause.start())
                        .set(SHIFT_BREAK.ENDS_AT, pause.end())
                        .execute();
            }
        }
    }

    private void supersede(Table<?> rules, Condition which, Edit edit) {
        sql.update(rules)
                .set(SUPERSEDED_AT, at(edit.at()))
                .set(SUPERSEDED_BY, edit.by())
                .where(which)
                .and(SUPERSEDED_AT.isNull())
                .execute();
    }

    private static @Nullable Integer value(@Nullable LineId line) {
        return line == null ? null : line.value();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
