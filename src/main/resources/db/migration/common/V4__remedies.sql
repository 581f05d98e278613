-- The job whose remedies an experiment tries.
alter table experiments add column subject varchar(64) references jobs (id) on delete set null;

create index experiments_by_subject on experiments (subject, id);

-- Cells that are listed one by one, where there are no factors.
create table experiment_cells (
    experiment_id varchar(64) not null references experiments (id) on delete cascade,
    number integer not null,
    title text not null,
    primary key (experiment_id, number)
);

-- What a listed cell sets, as JSON.
create table experiment_settings (
    experiment_id varchar(64) not null,
    cell integer not null,
    number integer not null,
    pointer text not null,
    json text not null,
    primary key (experiment_id, cell, number),
    foreign key (experiment_id, cell) references experiment_cells (experiment_id, number) on delete cascade
);
