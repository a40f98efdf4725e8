package io.oeeanalytics.plant;

import static io.oeeanalytics.db.plant.Tables.AREA;
import static io.oeeanalytics.db.plant.Tables.LINE;
import static io.oeeanalytics.db.plant.Tables.LINE_CONSTRAINT;
import static io.oeeanalytics.db.plant.Tables.PRODUCT;
import static io.oeeanalytics.db.plant.Tables.SHARED_LOG;
import static io.oeeanalytics.db.plant.Tables.SITE;
import static io.oeeanalytics.db.plant.Tables.WORK_UNIT;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** Sites, lines and products as they are. */
@Repository
class JooqPlant {
    private final DSLContext sql;

    JooqPlant(DSLContext sql) {
        this.sql = sql;
    }

    List<Site> sites() {
        return sql.select(SITE.ID, SITE.NAME, SITE.ZONE)
                .from(SITE)
                .orderBy(SITE.ID)
                .fetch(mapping((id, name, zone) -> new Site(id, name, ZoneId.of(zone))));
    }

    /**
     * @param now decides whose status log each shares
     */
    List<Line> lines(Instant now) {
        var source =
                field(
                        select(SHARED_LOG.SOURCE_ID)
                                .from(SHARED_LOG)
                                .where(SHARED_LOG.LINE_ID.eq(LINE.ID))
                                .and(SHARED_LOG.SUPERSEDED_AT.isNull())
                                .and(SHARED_LOG.VALID_FROM.le(now.atOffset(ZoneOffset.UTC)))
                                .orderBy(SHARED_LOG.VALID_FROM.desc())
                                .limit(1));
        return sql.select(LINE.ID, LINE.SITE_ID, LINE.CODE, LINE.NAME, SITE.ZONE, AREA.NAME, source)
                .from(LINE)
                .join(SITE)
                .on(SITE.ID.eq(LINE.SITE_ID))
                .leftJoin(AREA)
                .on(AREA.ID.eq(LINE.AREA_ID))
                .orderBy(LINE.SITE_ID, LINE.POSITION, LINE.CODE)
                .fetch(
                        mapping(
                                (id, site, code, name, zone, area, statusLine) ->
                                        new Line(
                                                new LineId(id),
                                                site,
                                                code,
                                                name,
                                                ZoneId.of(zone),
                                                area,
                                                statusLine == null
                                                        ? null
                                                        : new LineId(statusLine))));
    }

    List<String> areas(int siteId) {
        return sql.select(AREA.NAME)
                .from(AREA)
                .where(AREA.SITE_ID.eq(siteId))
                .orderBy(AREA.POSITION, AREA.NAME)
                .fetch(AREA.NAME);
    }

    /**
     * @param now decides which of them sets the pace
     */
    List<WorkUnit> units(LineId line, Instant now) {
        var pace =
                field(
                        select(LINE_CONSTRAINT.UNIT_ID)
                                .from(LINE_CONSTRAINT)
                                .where(LINE_CONSTRAINT.LINE_ID.eq(line.value()))
                                .and(LINE_CONSTRAINT.SUPERSEDED_AT.isNull())
                                .and(LINE_CONSTRAINT.VALID_FROM.le(now.atOffset(ZoneOffset.UTC)))
                                .orderBy(LINE_CONSTRAINT.VALID_FROM.desc())
                                .limit(1));
        return sql.select(
                        WORK_UNIT.CODE,
                        WORK_UNIT.NAME,
                        coalesce(field(WORK_UNIT.ID.eq(pace)), inline(false)))
                .from(WORK_UNIT)
                .where(WORK_UNIT.LINE_ID.eq(line.value()))
                .orderBy(WORK_UNIT.POSITION, WORK_UNIT.CODE)
                .fetch(mapping(WorkUnit::new));
    }

    List<Product> products(int siteId) {
        return sql.select(PRODUCT.ID, PRODUCT.CODE, PRODUCT.NAME)
                .from(PRODUCT)
                .where(PRODUCT.SITE_ID.eq(siteId))
                .orderBy(PRODUCT.CODE)
                .fetch(mapping((id, code, name) -> new Product(new ProductId(id), code, name)));
    }

    Optional<Product> product(ProductId id) {
        return sql.select(PRODUCT.ID, PRODUCT.CODE, PRODUCT.NAME)
                .from(PRODUCT)
                .where(PRODUCT.ID.eq(id.value()))
                .fetchOptional(
                        mapping(
                                (number, code, name) ->
                                        new Product(new ProductId(number), code, name)));
    }
}
