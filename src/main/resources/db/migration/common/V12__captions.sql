-- How often a job was called otherwise, and whether it is trained elsewhere.
alter table jobs add column revision integer default 0 not null;
alter table jobs add column elsewhere boolean default false not null;
update jobs set elsewhere = true where observed is not null;

create index jobs_by_place on jobs (elsewhere, id);
create index jobs_by_place_and_owner on jobs (elsewhere, owner, id);

-- Name, notes and tags, a line each, in letters of one case; null of jobs from before, until the service has read them.
alter table job_specs add column sought text;

create table job_tags (
    job_id varchar(64) not null references jobs (id) on delete cascade,
    tag varchar(64) not null,
    primary key (job_id, tag)
);

create index job_tags_by_tag on job_tags (tag, job_id);

-- Tags are lines.
alter table experiments add column notes text;
alter table experiments add column tags text;
alter table experiments add column sought text;
alter table experiments add column bytes bigint default 0 not null;
update experiments set sought = lower(coalesce(name, '')),
    bytes = coalesce(octet_length(name), 0) + coalesce(octet_length(question), 0);

create table experiment_tags (
    experiment_id varchar(64) not null references experiments (id) on delete cascade,
    tag varchar(64) not null,
    primary key (experiment_id, tag)
);

create index experiment_tags_by_tag on experiment_tags (tag, experiment_id);

-- The parameters at the points of observed runs take turns in two places, by their number.
update job_payloads set name = 'model/0' where name = 'model' and owner in (
    select run_id from observed_points group by run_id having mod(max(number), 2) = 0);
update job_payloads set name = 'model/1' where name = 'model' and owner in (select run_id from observed_points);
update job_payloads set name = 'model/1' where name = 'before' and owner in (
    select run_id from observed_points group by run_id having mod(max(number), 2) = 0);
update job_payloads set name = 'model/0' where name = 'before' and owner in (select run_id from observed_points);

-- Distributions of some of the points: a header, and one tensor of all layers.
create table observed_distributions (
    run_id varchar(64) not null,
    step bigint not null,
    part varchar(32) not null,
    bytes bytea not null,
    primary key (run_id, step, part),
    foreign key (run_id, step) references observed_points (run_id, step) on delete cascade
);
