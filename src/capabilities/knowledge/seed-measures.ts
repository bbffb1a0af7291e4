/** What became of the demo hospital's articles over the last weeks, so that its coach has something to look at. */
import { insertRows } from '../../core/records/insert-rows.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'

const days = 60
const day_ms = 86_400_000

/** What the demo's articles and people are known by. */
type Keys = { articles: ReadonlyMap<string, { id: string }>; person: ReadonlyMap<string, string> }

/** Looked for in vain, how often, and how many days ago for the last time. */
const missed = [
  ['dictation foot pedal', 9, 1],
  ['locker code', 7, 3],
  ['parking badge', 6, 2],
  ['scrub machine card', 4, 6],
  ['telehealth camera', 3, 4],
  ['fax cover sheet', 2, 11],
] as const

/** A figure from 0 to 16,777,215 that is the same for the same words in each demo. */
const figure = (words: string) => `('x' || substr(md5(${words}), 1, 6))::bit(24)::int`

/** Sends the statements; articles, tickets and their links are there already. */
export function seedMeasures(tx: Tx, keys: Keys, now: Date): void {
  seedFlag(tx, keys, now)
  const at = now.toISOString()
  const solvedLinks = `(select count(*) from core.link k where k.org_id = r.org_id and k.to_id = r.id and k.type = 'solved_by')`
  // What solved a ticket was sometimes found only after another article on the same topic did not help.
  tx.send(
    raw(
      `insert into knowledge.use (org_id, ticket_id, article_id, version, person_id, verdict, at)
       select k.org_id, k.from_id, x.id, x.version, k.created_by, x.verdict, k.created_at
       from core.link k join core.record t on t.org_id = k.org_id and t.id = k.from_id and t.kind = 'ticket'
       join knowledge.article a on a.org_id = k.org_id and a.id = k.to_id
       cross join lateral (
         select a.id, coalesce(a.published_version, a.latest_version) as version, 'solved' as verdict
         union all
         (select b.id, b.published_version, 'did_not_help' from knowledge.article b
          where b.org_id = a.org_id and b.category = a.category and b.id <> a.id and b.published_at < k.created_at and t.number % 4 = 0
          order by md5(b.id::text || t.id::text) limit 1)) x
       where k.org_id = $1 and k.created_by is not null and k.type = 'solved_by'
       on conflict do nothing`,
      [tx.orgId],
    ),
  )
  // What solved more is read more, and on some days nobody reads anything.
  tx.send(
    raw(
      `insert into knowledge.view (org_id, article_id, day, views)
       select r.org_id, r.id, d.day, 1 + f.n % (2 + least(6, ${solvedLinks}))
       from core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
       cross join lateral (select $2::date - back as day from generate_series(1, ${days}) back) d
       cross join lateral (select ${figure("r.number || ' ' || d.day")} as n) f
       where r.org_id = $1 and r.kind = 'article' and a.published_at < d.day and f.n % 10 < 2 + least(6, ${solvedLinks})
       on conflict (org_id, article_id, day) do update set views = knowledge.view.views + excluded.views`,
      [tx.orgId, at],
    ),
  )
  // At the form staff read what staff may read; a few of them file a ticket all the same.
  tx.send(
    raw(
      `insert into knowledge.form_read (org_id, form_id, article_id, person_id, at)
       select r.org_id, gen_random_uuid(), r.id, p.id, $2::timestamptz - make_interval(days => 8 + f.n % ${days})
       from core.record r
       cross join lateral generate_series(1, (least(6, ${solvedLinks}) + r.number % 2)::int) nth
       cross join lateral (select ${figure("r.number || ' read ' || nth")} as n) f
       join (select id, row_number() over (order by email) as place, count(*) over () as people from core.person where org_id = $1 and is_active and email is not null) p
         on p.place = 1 + f.n % p.people
       where r.org_id = $1 and r.kind = 'article' and r.state = 'validated' and r.audience in ('staff', 'public')`,
      [tx.orgId, at],
    ),
  )
  const ago = (back: number) => new Date(now.getTime() - back * day_ms).toISOString()
  tx.send(
    insertRows(
      tx.orgId,
      'core.search_miss',
      { words: 'text', times: 'int', first_at: 'timestamptz', last_at: 'timestamptz' },
      missed.map(([words, times, back]) => ({
        words,
        times,
        first_at: ago(back + times * 4),
        last_at: ago(back),
      })),
    ),
  )
}

/** A reader says that an article is out of date, and who keeps it is told: it waits for an answer. */
function seedFlag(tx: Tx, { articles, person }: Keys, now: Date): void {
  const articleId = articles.get('wow-cart-battery')?.id
  const readerId = person.get('maria-delgado')
  const at = new Date(now.getTime() - day_ms).toISOString()
  tx.send(
    raw(
      `insert into knowledge.flag (org_id, id, article_id, version, reporter_id, reason, body, created_at)
       select org_id, $3, id, published_version, $4, 'outdated', $5, $6 from knowledge.article where org_id = $1 and id = $2`,
      [
        tx.orgId,
        articleId,
        newId(),
        readerId,
        'The new carts have the battery lamp on the left side, and it blinks green rather than orange.',
        at,
      ],
    ),
  )
  tx.send(
    raw(
      `insert into core.notification (org_id, id, person_id, record_id, reason, data, created_at)
       select org_id, $3, owner_id, id, 'article_flagged', $4, $5 from core.record where org_id = $1 and id = $2`,
      [tx.orgId, articleId, newId(), JSON.stringify({ by: readerId }), at],
    ),
  )
}
