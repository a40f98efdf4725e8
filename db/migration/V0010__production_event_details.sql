-- A stop is charged to the work unit that caused it; a product is started for an order.
alter table production.event add column unit text;
alter table production.event add column order_code text;

-- Reasons and corrections that other systems send, each counted once by its sender's key.
alter table production.classification add column source_id integer references production.event_source;
alter table production.classification add column key bigint;
create unique index classification_once on production.classification (source_id, key) where key is not null;
