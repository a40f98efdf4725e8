-- Nothing that was known is forgotten: who takes an import or a word back adds to what is known.

alter table production.file_import
    add column taken_back_at timestamptz,
    add column taken_back_by text;
-- Until now the end of the import was overwritten by the time it was taken back.
update production.file_import set taken_back_at = finished_at, taken_back_by = '' where state = 'UNDONE';

-- Rows of files that were taken back: no facts any more, but they were known until then. Apart from the facts, so that
-- reading those costs nothing; with the same columns in the same order, so that both can be read together.
create table production.taken_back_state (like production.machine_state);
create index taken_back_state_of_line on production.taken_back_state (line_id, started_at, status);
create table production.taken_back_piece (like production.piece);
create index taken_back_piece_of_line on production.taken_back_piece (line_id, finished_at, started_at);
create table production.taken_back_report (like production.daily_report);
create index taken_back_report_of_line on production.taken_back_report (line_id, day);
alter table production.taken_back_state
    add foreign key (line_id) references plant.line on delete cascade;
alter table production.taken_back_report
    add foreign key (line_id) references plant.line on delete cascade;

-- A reason that speaks again because the one that had replaced it was taken back is said once more.
alter table production.classification
    -- Number of the word as it was said the first time.
    add column restores integer,
    -- Who took the other one back.
    add column restored_by text,
    add constraint classification_restored_by_somebody check ((restores is null) = (restored_by is null));
