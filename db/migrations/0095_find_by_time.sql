-- Finding newest first: words are looked up in the index together with the day or the week in which they were
-- written, so that a word that stands in very many entries costs what is answered and not what there is.

-- The day and the week of a moment, as they stand in the index; weeks are far from any day. Days and weeks begin in
-- UTC and seven days make a week.
create function core.search_times(at timestamptz) returns int[]
language sql immutable strict parallel safe
as $$ select array[floor(extract(epoch from at at time zone 'UTC') / 86400)::int, 1000000 + floor(extract(epoch from at at time zone 'UTC') / 604800)::int] $$;

-- Entries are written about in the order of time, so that those of a day lie side by side and the lists of words are
-- read from there to there only. Each look at a day also reads what waits to be put into the index: so little waits.
create index search_entry_found on core.search_entry using gin (org_id, core.search_times(at), words) with (gin_pending_list_limit = 256);
drop index core.search_entry_words;
