-- What lists show of a specification, in JSON; null of jobs from before, whose specification is read instead.
alter table job_specs add column summary text;
