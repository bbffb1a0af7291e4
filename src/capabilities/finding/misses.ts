/**
 * What people looked for and nobody had written: kept for those who coach writers, as words that name nobody. Who
 * searched is not kept.
 */
import { Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { reader } from '../../core/registry.ts'
import type { Term } from '../../core/search/parse.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { Time } from '../../platform/http/schema.ts'

const words_max = 12
const words_length_max = 200
const word_length_max = 30
const digits_max = 4
const kept_days = 180
// As many must look for a word before it is taken for one, and not for the name of somebody.
const people_min = 3

/**
 * The words of a search that may be kept: in lower case, without mail addresses and long numbers. One with a capital
 * looks like a name.
 */
export function plainWords(terms: readonly Term[]): { word: string; isCapital: boolean }[] {
  const typed = terms
    .filter((term) => !term.isUnwanted)
    .map((term) => term.phrases[0] ?? '')
    .join(' ')
    .replaceAll(/\S*@\S*/g, ' ')
    // Digits with blanks and dashes between them are one number, as people write them.
    .replaceAll(/\d(?:[\s./()-]*\d)*/g, (digits) =>
      digits.replaceAll(/\D/g, '').length > digits_max ? ' # ' : digits,
    )
  return [...typed.matchAll(/[\p{L}\p{N}#][\p{L}\p{N}\p{M}#'’-]*/gu)]
    .map(([word]) => word)
    .filter((word) => !word.includes('#') && word.length >= 2 && word.length <= word_length_max)
    .slice(0, words_max)
    .map((word) => ({ word: word.toLowerCase(), isCapital: /^\p{Lu}/u.test(word) }))
}

/**
 * Counts a search that found nothing. Kept are only words that an article holds or that several different people
 * looked for; names of the directory never. Nothing is kept when none are left.
 */
export async function rememberMiss(
  tx: Tx,
  actor: Pick<Actor, 'personId'>,
  terms: readonly Term[],
  now: string,
): Promise<void> {
  const words = plainWords(terms)
  if (words.length === 0) return
  await tx.all(
    raw(
      String.raw`
      with typed as (
        select w.word, bool_and(w.is_capital) as is_capital, min(w.place) as place, sha256(convert_to($1::uuid::text || w.word, 'UTF8')) as hash
        from unnest($2::text[], $3::bool[]) with ordinality w (word, is_capital, place)
        where not exists (
          select from core.find_people(core.fold(w.word), array['% ' || regexp_replace(core.fold(w.word), '([\%_])', '\', 'g') || '%'], 5) f
          join core.person p on p.org_id = $1 and p.id = f.id
          where core.fold(w.word) = any (regexp_split_to_array(core.fold(p.name), '[^[:alnum:]]+')))
        group by w.word
      ), plain as materialized (
        select t.*, exists (
          select from unnest(tsvector_to_array(to_tsvector('core.english', t.word))) s (stem)
          where exists (select from core.search_alike(quote_literal(s.stem)::tsquery, 'article', 1))) as is_written
        from typed t
      ), asked as (
        insert into core.search_miss_word as m (org_id, hash, people, last_at)
        select $1, hash, array[get_byte(sha256(convert_to($6::text || word, 'UTF8')), 0)::smallint], $4::timestamptz
        from plain where not is_written and not is_capital order by hash
        on conflict (org_id, hash) do update set last_at = excluded.last_at,
          people = case when cardinality(m.people) >= $7 then m.people else array(select distinct unnest(m.people || excluded.people)) end
        returning m.hash, cardinality(m.people) >= $7 as is_shared
      )
      insert into core.search_miss as m (org_id, words, first_at, last_at)
      select $1, left(string_agg(p.word, ' ' order by p.place), $5), $4::timestamptz, $4::timestamptz
      from plain p left join asked a on a.hash = p.hash
      where p.is_written or a.is_shared
      having length(string_agg(p.word, ' ')) >= 2
      on conflict (org_id, words) do update set times = m.times + 1, last_at = excluded.last_at`,
      [
        tx.orgId,
        words.map(({ word }) => word),
        words.map(({ isCapital }) => isCapital),
        now,
        words_length_max,
        actor.personId,
        people_min,
      ],
    ),
  )
}

export const listMisses = reader({
  name: 'search.misses',
  summary:
    'What was looked for at least twice and not found, the most wanted first, without names and numbers.',
  path: '/api/search/misses',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({ words: Type.String(), times: Type.Integer(), first_at: Time, last_at: Time }),
    ),
  }),
  permits: (actor: Actor) => may(actor, 'knowledge.coach'),
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      raw<{ words: string; times: number; first_at: string; last_at: string }>(
        'select words, times, first_at, last_at from core.search_miss where org_id = $1 and times >= 2 order by times desc, last_at desc, words limit 200',
        [actor.orgId],
      ),
    ),
  }),
})

/** The job that forgets what nobody has looked for in half a year. */
export async function tidyMisses(app: Pick<App, 'pool' | 'clock'>): Promise<void> {
  const before = new Date(app.clock.now().getTime() - kept_days * 86_400_000)
  await app.pool.query('select core.search_tidy($1)', [before.toISOString()])
}
