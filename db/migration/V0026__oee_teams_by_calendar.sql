-- Which team worked is the calendar's to say, as it is known; no figure kept a copy of it.
alter table oee.slice drop column team;
alter table oee.shift_ledger drop column team;
