-- How the batch of a run is looked at whose parameters somebody else trains; null for a job of a worker.
alter table jobs add column observed varchar(16);

-- The points of such a run, numbered from 0, each a row that is written once, or again while it is the last. Few have
-- their curvature.
create table observed_points (
    run_id varchar(64) not null references jobs (id) on delete cascade,
    step bigint not null,
    number integer not null,
    loss double precision not null,
    training_loss double precision,
    learning_rate double precision,
    sharpness double precision,
    residual double precision,
    bytes bytea not null,
    primary key (run_id, step)
);
