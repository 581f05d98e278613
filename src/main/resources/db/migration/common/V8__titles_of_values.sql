-- What the value of a factor is called; null where it speaks for itself.
alter table experiment_values add column title text;
