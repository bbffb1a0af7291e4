-- Of what a rubric looks at only the words can change, when some are taken out: what it takes stays.
create function training.rubric_levels_stay() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if jsonb_path_query_array(new.criteria, '$[*].level') <> jsonb_path_query_array(old.criteria, '$[*].level') then
    raise exception 'The levels of version % of rubric % stay.', old.version, old.rubric_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger levels_stay before update of criteria on training.rubric_version
  for each row execute function training.rubric_levels_stay();
