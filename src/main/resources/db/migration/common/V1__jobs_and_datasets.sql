-- Numbers that must not exceed a bound: raised and lowered, and thereby locked, in the transaction of what they count.
create table totals (
    name varchar(32) primary key,
    amount bigint not null check (amount >= 0)
);

insert into totals (name, amount) values ('waiting_jobs', 0), ('dataset_values', 0);

-- Those that are not listed came with a job and end with it.
create table datasets (
    id varchar(64) primary key,
    listed boolean not null,
    created_at timestamp(3) with time zone not null,
    value_count bigint not null
);

create table dataset_payloads (
    owner varchar(64) not null references datasets (id) on delete cascade,
    name varchar(32) not null,
    number integer not null,
    bytes bytea not null,
    primary key (owner, name, number)
);

-- What changes while a job runs; what does not is beside it.
create table jobs (
    id varchar(64) primary key,
    status varchar(16) not null,
    token bigint not null,
    cancel_requested boolean not null,
    last_event bigint not null,
    finished_at timestamp(3) with time zone,
    epoch integer not null,
    epochs integer not null,
    step bigint not null,
    steps bigint not null,
    samples_per_second double precision not null,
    remaining_seconds double precision not null,
    stop_reason varchar(32),
    training_loss double precision,
    training_accuracy double precision,
    validation_loss double precision,
    validation_accuracy double precision,
    measured_at_step bigint,
    error_code varchar(32),
    error_message text
);

create index jobs_by_status on jobs (status, id);
create index jobs_by_end on jobs (finished_at);

create table job_specs (
    job_id varchar(64) primary key references jobs (id) on delete cascade,
    spec text not null
);

-- While a job is not finished, the datasets it needs cannot be deleted.
create table dataset_uses (
    job_id varchar(64) not null references jobs (id) on delete cascade,
    dataset_id varchar(64) not null references datasets (id),
    primary key (job_id, dataset_id)
);

create index dataset_uses_by_dataset on dataset_uses (dataset_id);

-- Events of a job are numbered from 1 across these two tables. A transition is the event "status".
create table job_transitions (
    job_id varchar(64) not null references jobs (id) on delete cascade,
    number bigint not null,
    happened_at timestamp(3) with time zone not null,
    status varchar(16) not null,
    message text,
    primary key (job_id, number)
);

-- Either the columns of a progress event or those of the end of an epoch have values.
create table job_events (
    job_id varchar(64) not null references jobs (id) on delete cascade,
    number bigint not null,
    happened_at timestamp(3) with time zone not null,
    epoch integer not null,
    step bigint not null,
    epochs integer,
    steps bigint,
    samples_per_second double precision,
    remaining_seconds double precision,
    training_loss double precision,
    training_accuracy double precision,
    validation_loss double precision,
    validation_accuracy double precision,
    primary key (job_id, number)
);

-- Curve, trace, model, checkpoint, initial parameters.
create table job_payloads (
    owner varchar(64) not null references jobs (id) on delete cascade,
    name varchar(64) not null,
    number integer not null,
    bytes bytea not null,
    primary key (owner, name, number)
);

create table idempotency_keys (
    request varchar(512) primary key,
    fingerprint varchar(64) not null,
    location varchar(512),
    body text,
    created_at timestamp(3) with time zone not null
);

create index idempotency_keys_by_age on idempotency_keys (created_at);

-- The table of db-scheduler, in its own words.
create table scheduled_tasks (
    task_name varchar(100) not null,
    task_instance varchar(100) not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar(100),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_by_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time asc);
