-- The parts of a text where a search marks its words: around the first place of the word that tells most and, where that is
-- elsewhere, around the first of the others, each 100 letters before and 400 after. To mark a text costs in its length.
-- Null when neither is there as it was looked for. The patterns are compared with folded words; folding may lengthen a
-- text by a few letters, which the room around the words allows for.
create function core.search_pieces(said text, first_pattern text, other_pattern text) returns text
language plpgsql immutable parallel safe set search_path = core, public, pg_temp
as $$
declare
  before constant int := 100;
  piece constant int := 500;
  folded text := core.fold(said);
  at_first int := case when first_pattern = '' then 0 else regexp_instr(folded, first_pattern) end;
  at_other int := case when other_pattern = '' then 0 else regexp_instr(folded, other_pattern) end;
  low int;
  high int;
begin
  if at_first = 0 and at_other = 0 then return null; end if;
  low := case when at_first = 0 then at_other when at_other = 0 then at_first else least(at_first, at_other) end;
  high := greatest(at_first, at_other);
  if high - low <= piece / 2 then return core.search_piece(said, low - before, piece); end if;
  return core.search_piece(said, low - before, piece) || ' … ' || core.search_piece(said, high - before, piece);
end $$;
revoke all on function core.search_pieces(text, text, text) from public;
grant execute on function core.search_pieces(text, text, text) to wardline_app;

-- So many letters of a text, without the words that are cut.
create function core.search_piece(said text, low int, letters int) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select case when low + letters > length(said) then started else regexp_replace(started, '\s+\S*$', '') end
  from (select case when low <= 1 then substr(said, 1, letters) else regexp_replace(substr(said, low, letters), '^\S*\s+', '') end as started) s
$$;
revoke all on function core.search_piece(text, int, int) from public;
grant execute on function core.search_piece(text, int, int) to wardline_app;
