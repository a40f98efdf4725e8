-- Which registered version spoke for the line; null before there was a champion.
alter table forecast.run_line add column version integer;

-- What a challenger would have published at the same time, for the paired comparison; never shown
-- as the forecast and never changed.
create table forecast.shadow (
    run_id integer not null,
    line_id integer not null,
    version integer not null,
    step integer not null check (step > 0),
    business_date date not null,
    mean double precision not null,
    primary key (run_id, line_id, version, step),
    foreign key (run_id, line_id) references forecast.run_line on delete cascade
);

-- The last date a forecast of the past knew.
delete from forecast.trial;
alter table forecast.trial add column origin date not null;
