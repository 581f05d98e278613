-- The span in which a job was created, as traceparent of W3C has it; null where there were no traces.
alter table jobs add column asked varchar(64);
