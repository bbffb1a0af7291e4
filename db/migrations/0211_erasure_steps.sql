-- An erasure goes through what belongs to no record some pages at a time, tells which holds kept it from its end, and
-- whether its worker gave up.
alter table privacy.erasure
  drop constraint erasure_stage_check,
  add constraint erasure_stage_check check (stage in ('own', 'others', 'sweep', 'entry', 'look')),
  -- The holds that kept something: it goes on by itself when one of them is lifted. Null where that is not known.
  add column holds uuid[] default '{}',
  -- When its worker gave up, so that somebody has to look at it.
  add column failed_at timestamptz;
update privacy.erasure set holds = null where state in ('working', 'unfinished');
-- The pages of a table are counted over all its parts now.
update privacy.erasure set looked = null where looked is not null;
grant update (holds, failed_at) on privacy.erasure to wardline_app;
