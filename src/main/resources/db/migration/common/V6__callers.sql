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

-- The furthest step that was known when a worker last claimed the job, and the processes that ended since the job came
-- further.
alter table jobs add column claimed_step bigint default 0 not null;
alter table jobs add column deaths integer default 0 not null;

-- Its turn among the waiting: lower ones come first. The turn of a job that is claimed becomes that of totals.
alter table jobs add column turn bigint default 0 not null;

insert into totals (name, amount) values ('turn', 0);

-- The last turn that each client has, unless it has passed.
create table turns (
    client varchar(200) primary key,
    turn bigint not null
);

-- What waits already comes before everything else, in its order.
update scheduled_tasks set execution_time = execution_time - interval '60' year;

-- The owner is part of it.
alter table idempotency_keys alter column request set data type varchar(1024);
