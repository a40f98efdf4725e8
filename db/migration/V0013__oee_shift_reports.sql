-- What was known of a shift when it was first complete; never written again.
create table oee.shift_report (
    line_id integer not null references plant.line on delete cascade,
    business_date date not null,
    shift integer not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    frozen_at timestamptz not null,
    reference_ms bigint not null,
    planned_operation_ms bigint not null,
    planned_down_ms bigint not null,
    down_ms bigint not null,
    delay_ms bigint not null,
    setup_ms bigint not null,
    production_ms bigint not null,
    micro_stop_ms bigint not null,
    unknown_ms bigint not null,
    output_total bigint not null,
    output_good bigint not null,
    output_scrap bigint not null,
    output_rework bigint not null,
    output_ideal_total_ms bigint not null,
    output_ideal_good_ms bigint not null,
    output_ideal_scrap_ms bigint not null,
    output_ideal_rework_ms bigint not null,
    output_without_cycle bigint not null,
    unobserved_total bigint not null,
    unobserved_good bigint not null,
    unobserved_scrap bigint not null,
    unobserved_rework bigint not null,
    unobserved_ideal_total_ms bigint not null,
    unobserved_ideal_good_ms bigint not null,
    unobserved_ideal_scrap_ms bigint not null,
    unobserved_ideal_rework_ms bigint not null,
    unobserved_without_cycle bigint not null,
    unplanned_ms bigint not null,
    unplanned_total bigint not null,
    unplanned_good bigint not null,
    unplanned_scrap bigint not null,
    unplanned_rework bigint not null,
    unplanned_ideal_total_ms bigint not null,
    unplanned_ideal_good_ms bigint not null,
    unplanned_ideal_scrap_ms bigint not null,
    unplanned_ideal_rework_ms bigint not null,
    unplanned_without_cycle bigint not null,
    interruptions bigint not null,
    start_up_loss_ms bigint not null,
    short_delay_ms bigint not null,
    primary key (line_id, business_date, shift)
);
create index shift_report_by_date on oee.shift_report (business_date);

-- What changing rules, reasons and counts did to shifts that were closed before.
create table oee.edit_effect (
    id bigint generated always as identity primary key,
    line_id integer not null references plant.line on delete cascade,
    business_date date not null,
    shift integer not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    kinds text[] not null,
    what text not null,
    -- Fractions of 1; null where there was no OEE.
    oee_before double precision,
    oee_after double precision,
    busy_ms bigint not null,
    constraint edit_effect_once unique (line_id, business_date, shift, recorded_at, recorded_by)
);
create index edit_effect_by_date on oee.edit_effect (business_date);

-- Up to when the edits of a line have been looked at.
create table oee.edits_seen (
    line_id integer primary key references plant.line on delete cascade,
    until timestamptz not null
);

-- Nightly: days recomputed from the facts beside what is kept.
create table oee.figures_check (
    id integer generated always as identity primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    days integer not null default 0,
    differences integer not null default 0
);
create table oee.figures_difference (
    check_id integer not null references oee.figures_check on delete cascade,
    line_id integer not null references plant.line on delete cascade,
    business_date date not null,
    shift integer not null,
    what text not null,
    primary key (check_id, line_id, business_date, shift)
);
