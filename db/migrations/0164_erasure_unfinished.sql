-- An erasure that could not take everything is not done: it says so, keeps by which words it looks, and can go on.
alter table privacy.erasure
  drop constraint erasure_state_check,
  add constraint erasure_state_check check (state in ('asked', 'working', 'unfinished', 'done', 'ended', 'refused')),
  -- How far a worker is: the person's own records, all records, what belongs to no record, and where words are left.
  add column stage text not null default 'own' check (stage in ('own', 'others', 'entry', 'look')),
  -- The words by which the person was known, sealed, while something may still be left; they stand nowhere else then.
  add column sealed bytea,
  -- Records from which words could not be taken: held, needed as they are, or not to be changed.
  add column kept int not null default 0,
  -- The page of the tables at which the look for words is, and what it found so far.
  add column looked jsonb;
drop index privacy.erasure_person;
create unique index erasure_person on privacy.erasure (org_id, person_id) where state <> 'refused';
grant update (stage, sealed, kept, looked) on privacy.erasure to wardline_app;

-- To do without a second officer takes two, too: one asks, another one agrees.
alter table privacy.setting
  add column second_off_by uuid,
  add column second_off_at timestamptz,
  add foreign key (org_id, second_off_by) references core.person (org_id, id);
