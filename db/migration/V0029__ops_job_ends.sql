-- How each execution of background work ended; kept for two weeks.
create table ops.job_end (
    id bigint generated always as identity primary key,
    job text not null,
    item text not null,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    -- Which instance did it.
    instance text not null,
    -- Why it failed, for whoever looks after it; null: it did not.
    fault text
);
create index job_end_of_job on ops.job_end (job, item, ended_at desc);
create index job_end_old on ops.job_end (ended_at);
