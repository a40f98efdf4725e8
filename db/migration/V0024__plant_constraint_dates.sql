-- Which unit sets the pace of a line is a rule with a date like any other: the bottleneck moves.
alter table plant.line_constraint add column valid_from timestamptz not null default 'epoch';
alter table plant.line_constraint alter column valid_from drop default;
drop index plant.line_constraint_now;
create unique index line_constraint_now on plant.line_constraint (line_id, valid_from) where superseded_at is null;
