-- They do not get smaller by being compressed once more.
alter table dataset_payloads alter column bytes set storage external;
alter table job_payloads alter column bytes set storage external;
