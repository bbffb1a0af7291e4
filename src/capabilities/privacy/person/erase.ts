/**
 * Takes away what is kept of a person. A job goes from record to record, each in a transaction of its own, and the
 * person's row loses its words last: a worker that is killed is followed by one that finds what is still to do.
 */

import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { permissionNames } from '../../../core/people/permission-names.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { finish } from './finish.ts'
import { keptAsTheyAre } from './hold.ts'
import { placesLeft } from './left.ts'
import { entriesOf, patternOf, type Work, wordsOf } from './words-of.ts'

const records_at_once = 100
/** By which action words are taken out of a whole record of the kind. */
const redactions: Readonly<Record<string, { action: string; input: (text: string) => object }>> = {
  ticket: { action: 'tickets.redact', input: (text) => ({ text, is_everywhere: true }) },
  article: { action: 'knowledge.redact', input: (text) => ({ text }) },
}

/** Job `privacy.erase`. */
export async function erase(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const work = await read(app.pool, orgId, (tx) => workOf(tx, String(payload.erasure)))
  if (!work) return
  await throughOwn(app, work)
  await throughOthers(app, work)
  await write(app.pool, orgId, (tx) => finish(app, tx, work))
  const left = await read(app.pool, orgId, (tx) => placesLeft(tx, work.words.everywhere))
  await write(app.pool, orgId, async (tx) =>
    tx.send(
      raw('update privacy.erasure set left_in = $3 where org_id = $1 and id = $2', [
        orgId,
        work.id,
        JSON.stringify(left),
      ]),
    ),
  )
}

async function workOf(tx: Tx, id: string): Promise<Work | undefined> {
  const row = await tx.maybe(
    raw<{ number: number; person_id: string; place: string | null; officer_id: string; officer: string }>(
      `select e.number, e.person_id, e.place, o.id as officer_id, o.name as officer
       from privacy.erasure e join core.person o on o.org_id = e.org_id and o.id = coalesce(e.decided_by, e.asked_by)
       where e.org_id = $1 and e.id = $2 and e.state = 'working'`,
      [tx.orgId, id],
    ),
  )
  if (!row) return undefined
  const entries = await entriesOf(tx, row.person_id)
  return {
    id,
    number: row.number,
    personId: row.person_id,
    ids: entries.map((entry) => entry.id),
    words: await wordsOf(tx, entries),
    place: row.place,
    actor: inTheNameOf(tx.orgId, row.officer_id, row.officer),
  }
}

/** The officer who decided, with every right: an erasure goes through records that the officer may not read. */
function inTheNameOf(orgId: string, personId: string, name: string): Actor {
  return {
    orgId,
    personId,
    name,
    permissions: new Set(permissionNames),
    teamIds: [],
    sessionId: null,
    steppedUpAt: null,
    address: null,
  }
}

type Place = { id: string; kind: string }

/** The records that the person asked, took part in, works on or wrote in, from where the last worker was. */
async function throughOwn(app: App, work: Work): Promise<void> {
  const { orgId } = work.actor
  const own = await read(app.pool, orgId, (tx) =>
    tx.all(
      raw<Place>(
        `select r.id, r.kind from core.record r join (
           select id from core.record where org_id = $1 and (requester_id = any($2::uuid[]) or owner_id = any($2::uuid[]))
           union select record_id from core.watcher where org_id = $1 and person_id = any($2::uuid[])
           union select record_id from core.message where org_id = $1 and author_id = any($2::uuid[])
           union select record_id from core.attachment where org_id = $1 and uploaded_by = any($2::uuid[]) and record_id is not null
         ) o on o.id = r.id where r.org_id = $1 and r.kind = any($3::text[]) and ($4::uuid is null or r.id > $4) order by r.id`,
        [orgId, work.ids, Object.keys(redactions), work.place],
      ),
    ),
  )
  for (let from = 0; from < own.length; from += records_at_once) {
    const some = own.slice(from, from + records_at_once)
    const changed = await throughSome(app, work, some, work.words.own, true)
    await write(app.pool, orgId, async (tx) =>
      tx.send(
        raw('update privacy.erasure set place = $3, records = records + $4 where org_id = $1 and id = $2', [
          orgId,
          work.id,
          some.at(-1)?.id ?? null,
          changed,
        ]),
      ),
    )
  }
}

/** All other records in which something stands that nobody else is known by. */
async function throughOthers(app: App, work: Work): Promise<void> {
  const { orgId } = work.actor
  const words = work.words.everywhere
  if (words.length === 0) return
  const others = await read(app.pool, orgId, (tx) =>
    tx.all(
      raw<Place>(
        `select r.id, r.kind from core.record r join (
           select id from core.record, unnest($2::text[]) w where org_id = $1 and position(lower(w) in lower(title || ' ' || array_to_string(tags, ' '))) > 0
           union select record_id from core.message, unnest($2::text[]) w where org_id = $1 and position(lower(w) in lower(body)) > 0
           union select record_id from core.event_words, unnest($2::text[]) w where org_id = $1 and position(lower(w) in lower(words::text)) > 0
           union select record_id from core.attachment, unnest($2::text[]) w where org_id = $1 and position(lower(w) in lower(name)) > 0
           union select record_id from core.search_entry e, unnest($2::text[]) w where org_id = $1 and e.words @@ phraseto_tsquery('core.english', w)
           union select f.record_id from privacy.finding f join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id, unnest($2::text[]) w
             where f.org_id = $1 and position(lower(w) in lower(c.words)) > 0
         ) o on o.id = r.id where r.org_id = $1 and r.kind = any($3::text[]) order by r.id`,
        [orgId, words, Object.keys(redactions)],
      ),
    ),
  )
  for (let from = 0; from < others.length; from += records_at_once) {
    const changed = await throughSome(app, work, others.slice(from, from + records_at_once), words, false)
    await write(app.pool, orgId, async (tx) =>
      tx.send(
        raw('update privacy.erasure set records = records + $3 where org_id = $1 and id = $2', [
          orgId,
          work.id,
          changed,
        ]),
      ),
    )
  }
}

/** Answers from how many of the records something was taken. */
async function throughSome(
  app: App,
  { actor }: Work,
  records: readonly Place[],
  words: readonly string[],
  isOwn: boolean,
): Promise<number> {
  const ids = records.map(({ id }) => id)
  const { kept, spelled } = await read(app.pool, actor.orgId, async (tx) => ({
    kept: await keptAsTheyAre(app, tx, ids),
    spelled: await spellings(tx, ids, words),
  }))
  let changed = 0
  for (const record of records) {
    if (kept.has(record.id)) continue
    const found = spelled.get(record.id) ?? []
    const all = new Set([...found, ...words, ...(isOwn ? words.map((word) => word.toLowerCase()) : [])])
    let isHit = false
    for (const text of all) if (await takeOut(app, actor, record, text)) isHit = true
    if (isHit) changed++
  }
  return changed
}

/** How the words are written in each record: a redaction takes exactly what it is given. */
async function spellings(
  tx: Tx,
  ids: readonly string[],
  words: readonly string[],
): Promise<Map<string, string[]>> {
  if (words.length === 0) return new Map()
  const rows = await tx.all(
    raw<{ id: string; found: string[] }>(
      `select t.id, array_agg(distinct m[1]) as found from (
         select id, title || ' ' || array_to_string(tags, ' ') as text from core.record where org_id = $1 and id = any($2::uuid[])
         union all select record_id, body from core.message where org_id = $1 and record_id = any($2::uuid[])
         union all select record_id, words::text from core.event_words where org_id = $1 and record_id = any($2::uuid[])
         union all select record_id, name from core.attachment where org_id = $1 and record_id = any($2::uuid[])
         union all select f.record_id, c.words from privacy.finding f join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id
           where f.org_id = $1 and f.record_id = any($2::uuid[])
       ) t, regexp_matches(t.text, $3, 'gi') m group by t.id`,
      [tx.orgId, ids, `(${words.map(patternOf).join('|')})`],
    ),
  )
  return new Map(rows.map(({ id, found }) => [id, found]))
}

/** False where the words do not stand, and where nobody may change the record. */
async function takeOut(app: App, actor: Actor, { id, kind }: Place, text: string): Promise<boolean> {
  const how = redactions[kind]
  const action = how && app.registry.recordActions.get(how.action)
  if (!how || !action) return false
  try {
    await execute(app, actor, action, how.input(text), id)
    return true
  } catch (error) {
    if (error instanceof Problem && [403, 404, 422].includes(error.status)) return false
    throw error
  }
}
