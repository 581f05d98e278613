-- Where news of a job go, of a run that is trained elsewhere, or of an experiment: one of the two ids has a value. Bytes
-- are those of the subscription and of its messages, about.
create table subscriptions (
    id varchar(64) primary key,
    job_id varchar(64) references jobs (id) on delete cascade,
    experiment_id varchar(64) references experiments (id) on delete cascade,
    client varchar(200) not null,
    url text not null,
    server varchar(300) not null,
    origin varchar(320) not null,
    secret varchar(128),
    finished boolean not null,
    failed boolean not null,
    finding boolean not null,
    ended boolean not null,
    bytes bigint not null
);

create index subscriptions_by_job on subscriptions (job_id);
create index subscriptions_by_experiment on subscriptions (experiment_id);
create index subscriptions_by_client on subscriptions (client, bytes);

-- The jobs whose end is waited for, and the number of the last event of each that was looked at.
create table subscribed_jobs (
    subscription_id varchar(64) not null references subscriptions (id) on delete cascade,
    job_id varchar(64) not null references jobs (id) on delete cascade,
    finding boolean not null,
    told bigint not null,
    primary key (subscription_id, job_id)
);

create index subscribed_jobs_by_job on subscribed_jobs (job_id);

-- Messages. Whoever sends one has claimed it until then; an attempt whose sender vanished is made again.
create table deliveries (
    id varchar(64) primary key,
    subscription_id varchar(64) not null references subscriptions (id) on delete cascade,
    topic varchar(16) not null,
    body text not null,
    state varchar(16) not null,
    attempts integer not null,
    status_code integer,
    fault varchar(300),
    created_at timestamp(3) with time zone not null,
    attempted_at timestamp(3) with time zone,
    next_attempt_at timestamp(3) with time zone,
    claimed_until timestamp(3) with time zone
);

create index deliveries_by_subscription on deliveries (subscription_id, id);
create index deliveries_by_state on deliveries (state, next_attempt_at);
create index subscriptions_by_end on subscriptions (ended, experiment_id);
