-- They do not get smaller by being compressed once more.
alter table observed_distributions alter column bytes set storage external;
