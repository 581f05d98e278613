-- The columns of an event that says what seems wrong with the run, after an epoch and a step.
alter table job_events add column rule varchar(64);
alter table job_events add column severity varchar(16);
alter table job_events add column caused_by varchar(64);
alter table job_events add column explanation text;
