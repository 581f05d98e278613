-- Of an event that says that an epoch ended: the mean of the losses of its mini-batches.
alter table job_events add column mean_batch_loss double precision;
