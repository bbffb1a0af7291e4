-- The newest of very many are found by core.search_newest_few now.
drop function core.search_matches(tsquery[], tsquery, text[], timestamptz, timestamptz, bigint, int, int, boolean);
