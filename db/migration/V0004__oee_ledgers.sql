create schema oee;

-- Additive parts of one shift (0: a whole day of a line without calendar, or an imported day); ratios are computed on
-- reading. Names and meaning are those of the ledger in the time model.
create table oee.shift_ledger (
    line_id integer not null references plant.line on delete cascade,
    business_date date not null,
    shift integer not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    origin text not null check (origin in ('CALENDAR', 'LOG', 'REPORT')),
    complete boolean not null,
    remark text not null default '',
    reference_ms bigint not null,
    planned_operation_ms bigint not null,
    planned_down_ms bigint not null,
    down_ms bigint not null,
    delay_ms bigint not null,
    setup_ms bigint not null,
    production_ms bigint not null,
    micro_stop_ms bigint not null,
    unknown_ms bigint not null,
    -- total, good, scrap, rework, their ideal milliseconds in the same order, pieces without a cycle
    output bigint[] not null check (cardinality(output) = 9),
    unobserved bigint[] not null check (cardinality(unobserved) = 9),
    unplanned bigint[] not null check (cardinality(unplanned) = 9),
    unplanned_ms bigint not null,
    primary key (line_id, business_date, shift)
);
create index shift_ledger_by_date on oee.shift_ledger (business_date);

-- Time and stops by status inside a shift.
create table oee.shift_status (
    line_id integer not null,
    business_date date not null,
    shift integer not null,
    status integer not null,
    category text not null,
    millis bigint not null,
    occurrences integer not null,
    primary key (line_id, business_date, shift, status),
    foreign key (line_id, business_date, shift) references oee.shift_ledger on delete cascade
);
