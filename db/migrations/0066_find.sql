-- Finding: counts for a score of one's own, similar words in a few milliseconds, what nobody found.

-- Words are counted apart for what is not a ticket, and how long texts are, so that a score knows how telling a
-- word is among articles and how long an article usually is. What was counted before is counted again.
delete from core.search_word;
delete from core.search_total;
update core.search_progress set counted_seq = 0, seen_seq = 0;
alter table core.search_word add column few_uses int not null default 0;
alter table core.search_total
  add column few_entries bigint not null default 0,
  -- Sums of different words an entry.
  add column lengths bigint not null default 0,
  add column few_lengths bigint not null default 0;

create or replace function core.search_learn(entries_max int) returns int
language plpgsql security definer
set search_path = core, pg_temp set enable_seqscan = off set work_mem = '64MB'
as $$
declare
  progress core.search_progress;
  to_seq bigint;
  counted int;
  newest bigint := (select case when is_called then last_value else 0 end from core.search_entry_seq);
begin
  -- Another run is counting, or somebody is taking words away just now: the next run will do it.
  if not pg_try_advisory_xact_lock(hashtext('core.search_learn')) then return 0; end if;
  select * into progress from core.search_progress for update;
  to_seq := least(progress.seen_seq, progress.counted_seq + least(entries_max, 100000));
  with learned as materialized (
    select e.org_id, (e.kind <> 'ticket')::int as is_few, e.words from core.search_entry e where e.seq > progress.counted_seq and e.seq <= to_seq
  ), counted_entries as (
    insert into core.search_total (org_id, entries, few_entries, lengths, few_lengths)
    select org_id, count(*), sum(is_few), sum(length(words)), sum(length(words) * is_few) from learned group by org_id
    on conflict (org_id) do update set entries = core.search_total.entries + excluded.entries, few_entries = core.search_total.few_entries + excluded.few_entries,
      lengths = core.search_total.lengths + excluded.lengths, few_lengths = core.search_total.few_lengths + excluded.few_lengths
  ), counted_words as materialized (
    -- Kept apart, or the pattern below would be tried on each occurrence of a word and not once on the word.
    select org_id, word, count(*) as uses, sum(is_few) as few_uses
    from (select org_id, is_few, unnest(tsvector_to_array(words)) as word from learned) each group by org_id, word
  )
  insert into core.search_word (org_id, word, uses, few_uses)
    select org_id, word, uses, few_uses from counted_words where word ~ '^[[:alpha:]]{3,40}$'
  on conflict (org_id, word) do update set uses = core.search_word.uses + excluded.uses, few_uses = core.search_word.few_uses + excluded.few_uses;
  counted := to_seq - progress.counted_seq;
  update core.search_progress set counted_seq = to_seq,
    seen_seq = case when to_seq = progress.seen_seq then newest else progress.seen_seq end;
  return counted;
end $$;

-- The words that look most alike, the more used first among equals. Like the entries, the words of an organization
-- that owns most of them are asked by their letters alone: the list of all its words would be read otherwise.
create or replace function core.search_similar(wanted text, found_max int) returns table (word text, uses int)
language plpgsql stable security definer rows 3 set search_path = core, public, pg_temp
set pg_trgm.similarity_threshold = 0.35 set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off
as $$
#variable_conflict use_column
begin
  return query execute format($query$
    select w.word, w.uses from core.search_word w
    where %s and w.word operator(public.%%) $1 and length(w.word) between length($1) - 3 and length($1) + 3
    order by public.similarity(w.word, $1) + 0.02 * ln(w.uses + 1) desc, w.word limit least($3, 20)$query$,
    case when core.search_owns_most() then 'w.org_id::text = $2::text' else 'w.org_id = $2' end)
  using wanted, nullif(current_setting('app.org_id', true), '')::uuid, found_max;
end $$;

-- Searches that found nothing, as words that name nobody, for those who coach writers.
create table core.search_miss (
  org_id uuid not null references core.organization (id),
  words text not null check (length(words) between 2 and 200),
  times int not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (org_id, words)
);
create index search_miss_last on core.search_miss (org_id, last_at);
call platform.tenant_table('core.search_miss');

-- Forgets what nobody has looked for in half a year. Schedules belong to no organization.
create function core.search_tidy(before timestamptz) returns int
language sql security definer set search_path = core, pg_temp
as $$
  with gone as (delete from core.search_miss where last_at < before returning 1) select count(*)::int from gone
$$;
revoke all on function core.search_tidy(timestamptz) from public;
grant execute on function core.search_tidy(timestamptz) to wardline_app;
