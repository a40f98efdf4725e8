create schema oee;

-- Additive parts of one shift (0: a whole day of a line without calendar); ratios are computed on reading.
create table oee.shift_ledger (
    line_id integer not null references plant.line on delete cascade,
    business_date date not null,
    shift integer not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    imported boolean not null,
    reference_ms bigint not null,
    planned_operation_ms bigint not null,
    planned_down_ms bigint not null,
    planned_busy_ms bigint not null,
    down_ms bigint not null,
    delay_ms bigint not null,
    setup_ms bigint not null,
    production_ms bigint not null,
    unknown_ms bigint not null,
    ideal_total_ms bigint not null,
    ideal_good_ms bigint not null,
    total_count bigint not null,
    good_count bigint not null,
    scrap_count bigint not null,
    rework_count bigint not null,
    uncycled_count bigint not null,
    unplanned_production_ms bigint not null,
    unplanned_ideal_total_ms bigint not null,
    unplanned_ideal_good_ms bigint not null,
    primary key (line_id, business_date, shift)
);
create index shift_ledger_by_date on oee.shift_ledger (business_date);

-- Time and stops by status inside planned time, for the losses of a shift.
create table oee.shift_loss (
    line_id integer not null,
    business_date date not null,
    shift integer not null,
    status integer not null,
    millis bigint not null,
    stops integer not null,
    primary key (line_id, business_date, shift, status),
    foreign key (line_id, business_date, shift) references oee.shift_ledger on delete cascade
);
