package io.oeeanalytics.plant;

import static io.oeeanalytics.db.plant.Tables.AREA;
import static io.oeeanalytics.db.plant.Tables.LINE;
import static io.oeeanalytics.db.plant.Tables.PRODUCT;
import static io.oeeanalytics.db.plant.Tables.SITE;
import static io.oeeanalytics.db.plant.Tables.WORK_UNIT;
import static org.jooq.impl.DSL.select;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
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

    void rename(ProductId product, String name) {
        sql.update(PRODUCT).set(PRODUCT.NAME, name).where(PRODUCT.ID.eq(product.value())).execute();
    }

    /** In the order of their codes, so that two batches never wait for each other. */
    Map<String, ProductId> products(int siteId, List<String> codes) {
        return sql.resultQuery(
                        """
                        insert into plant.product (site_id, code, name)
                        select {0}, code, code from unnest({1}) as code order by code
                        on conflict (site_id, code) do update set code = excluded.code
                        returning code, id
                        """,
                        DSL.val(siteId), DSL.val(codes.toArray(String[]::new)))
                .fetchMap(
                        row -> Objects.requireNonNull(row.get(0, String.class)),
                        row -> new ProductId(Objects.requireNonNull(row.get(1, Integer.class))));
    }

    void putArea(int siteId, String name, int position) {
        sql.insertInto(AREA)
                .set(AREA.SITE_ID, siteId)
                .set(AREA.NAME, name)
                .set(AREA.POSITION, position)
                .onConflict(AREA.SITE_ID, AREA.NAME)
                .doUpdate()
                .set(AREA.POSITION, position)
                .execute();
    }

    /**
     * @param area of its site; null for none
     */
    void setArea(Line line, @Nullable String area) {
        sql.update(LINE)
                .set(
                        LINE.AREA_ID,
                        select(AREA.ID)
                                .from(AREA)
                                .where(AREA.SITE_ID.eq(line.siteId()))
                                .and(area == null ? AREA.NAME.isNull() : AREA.NAME.eq(area)))
                .where(LINE.ID.eq(line.id().value()))
                .execute();
    }

    void putUnit(LineId line, String code, String name, int position) {
        sql.insertInto(WORK_UNIT)
                .set(WORK_UNIT.LINE_ID, line.value())
                .set(WORK_UNIT.CODE, code)
                .set(WORK_UNIT.NAME, name)
                .set(WORK_UNIT.POSITION, position)
                .onConflict(WORK_UNIT.LINE_ID, WORK_UNIT.CODE)
                .doUpdate()
                .set(WORK_UNIT.NAME, name)
                .set(WORK_UNIT.POSITION, position)
                .execute();
    }
}
