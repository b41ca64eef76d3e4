-- A bundle (打包办) is a case of its own in state `bundle` that no post handles; its items' cases name it.
alter table cases add column bundle text references cases (number);
-- Where a waiting case goes once what it waits for is decided: as asked, or refused.
alter table cases add column granted_state text;
alter table cases add column refused_state text;
create index cases_by_bundle on cases (bundle);

-- That a case waits for the result of another one.
create table case_waits (
    number text not null references cases (number),
    needs text not null references cases (number),
    decided integer not null default 0,
    refused integer not null default 0,
    primary key (number, needs)
) strict;
create index case_waits_by_needs on case_waits (needs);
