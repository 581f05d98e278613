create table experiments (
    id varchar(64) primary key,
    name text,
    question text,
    created_at timestamp(3) with time zone not null
);

create table experiment_factors (
    experiment_id varchar(64) not null references experiments (id) on delete cascade,
    number integer not null,
    pointer text not null,
    primary key (experiment_id, number)
);

-- What stands at the pointer of a factor, as JSON.
create table experiment_values (
    experiment_id varchar(64) not null,
    factor integer not null,
    number integer not null,
    json text not null,
    primary key (experiment_id, factor, number),
    foreign key (experiment_id, factor) references experiment_factors (experiment_id, number) on delete cascade
);

-- A run outlives its job, which may be deleted on its own.
create table experiment_runs (
    experiment_id varchar(64) not null references experiments (id) on delete cascade,
    number integer not null,
    cell integer not null,
    seed bigint not null,
    job_id varchar(64) references jobs (id) on delete set null,
    primary key (experiment_id, number)
);

create index experiment_runs_by_job on experiment_runs (job_id);
