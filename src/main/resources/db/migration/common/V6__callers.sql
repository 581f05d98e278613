-- Whom shares are counted for, and whom it belongs to; null where no token was asked for.
alter table jobs add column client varchar(200) default 'service' not null;
alter table jobs add column owner varchar(200);
alter table experiments add column client varchar(200) default 'service' not null;
alter table experiments add column owner varchar(200);
alter table datasets add column client varchar(200) default 'service' not null;
alter table datasets add column owner varchar(200);

create index jobs_by_owner on jobs (owner, id);
create index experiments_by_owner on experiments (owner, id);
create index datasets_by_owner on datasets (owner, id);

-- The furthest step that was known when a worker last claimed the job, whether that worker has reported since, and what
-- is held against the job because processes that ran it have ended without warning.
alter table jobs add column claimed_step bigint default 0 not null;
alter table jobs add column heard boolean default false not null;
alter table jobs add column strikes integer default 0 not null;

-- Its turn in the queue: lower ones come first. That of totals is the turn of the job that was taken last.
alter table jobs add column turn bigint default 0 not null;

insert into totals (name, amount) values ('turn', 0), ('submissions', 0);

-- When the next job of a client would have its turn, unless that has passed.
create table turns (
    client varchar(200) primary key,
    turn bigint not null
);

-- What waits already comes before everything else, in its order.
update scheduled_tasks set execution_time = execution_time - interval '60' year;

-- The owner is part of it.
alter table idempotency_keys alter column request set data type varchar(1024);

-- What each takes, about; of a job, its specification and rows of events, and beside them what it has recorded.
alter table datasets add column bytes bigint default 0 not null;
alter table jobs add column bytes bigint default 0 not null;
alter table jobs add column recorded_bytes bigint default 0 not null;
alter table idempotency_keys add column client varchar(200) default 'service' not null;
alter table idempotency_keys add column bytes bigint default 0 not null;

update datasets set bytes = 8 * value_count;

create index datasets_by_client on datasets (client, bytes);
create index jobs_by_client on jobs (client, bytes, recorded_bytes);
create index idempotency_keys_by_client on idempotency_keys (client, bytes);

-- Datasets that came with a job count, too.
update totals set amount = (select coalesce(sum(value_count), 0) from datasets) where name = 'dataset_values';

-- Locked while room is looked for.
insert into totals (name, amount) values ('stored_bytes', 0);
