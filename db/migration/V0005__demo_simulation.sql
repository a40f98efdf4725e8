create schema demo;

-- The one simulation of this database: its seed and last day of history never change, so a restart goes on with it.
create table demo.simulation (
    site_id integer primary key references plant.site,
    seed bigint not null,
    history_end date not null,
    told_until timestamptz not null
);
