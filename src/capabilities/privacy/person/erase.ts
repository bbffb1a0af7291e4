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
import { type Range, rangesIn, spellings } from './spelled.ts'
import { entriesOf, type Work, wordsOf } from './words-of.ts'

const records_at_once = 100
const others_at_once = 1000
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

/** The officer who decided, with every right and past every restriction: an erasure goes through records that the officer may not read. */
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
    isService: true,
  }
}

type Place = { id: string; kind: string; is_asked: boolean }

/** The records that the person asked, took part in, works on or wrote in, from where the last worker was. */
async function throughOwn(app: App, work: Work): Promise<void> {
  const { orgId } = work.actor
  const own = await read(app.pool, orgId, (tx) =>
    tx.all(
      raw<Place>(
        `select r.id, r.kind, r.kind = 'ticket' and r.requester_id = any($2::uuid[]) as is_asked from core.record r join (
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
    const asked = some.filter(({ is_asked }) => is_asked)
    const others = some.filter(({ is_asked }) => !is_asked)
    const changed =
      (await throughSome(app, work, asked, true)) + (await throughSome(app, work, others, false))
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

/** All records once more for what nobody else is known by, some at a time, so that no statement reads everything. */
async function throughOthers(app: App, work: Work): Promise<void> {
  const { orgId } = work.actor
  if (work.words.everywhere.length === 0) return
  for (let after: string | null = null; ; ) {
    const some: Place[] = await read(app.pool, orgId, (tx) =>
      tx.all(
        raw<Place>(
          `select id, kind, false as is_asked from core.record where org_id = $1 and kind = any($2::text[]) and ($3::uuid is null or id > $3) order by id limit ${others_at_once}`,
          [orgId, Object.keys(redactions), after],
        ),
      ),
    )
    const changed = await throughSome(app, work, some, false)
    if (changed > 0)
      await write(app.pool, orgId, async (tx) =>
        tx.send(
          raw('update privacy.erasure set records = records + $3 where org_id = $1 and id = $2', [
            orgId,
            work.id,
            changed,
          ]),
        ),
      )
    after = some.at(-1)?.id ?? null
    if (after === null) return
  }
}

/** Answers from how many of the records something was taken; what others are known by too goes where the person asked. */
async function throughSome(app: App, work: Work, records: readonly Place[], isOwn: boolean): Promise<number> {
  const { actor } = work
  const words = isOwn ? work.words.own : work.words.everywhere
  const ids = records.map(({ id }) => id)
  const { kept, spelled } = await read(app.pool, actor.orgId, async (tx) => {
    const spelled = await spellings(tx, ids, words, isOwn)
    return { spelled, kept: await keptAsTheyAre(app, tx, [...spelled.keys()]) }
  })
  let changed = 0
  for (const record of records) {
    const { clear, mixed } = spelled.get(record.id) ?? { clear: [], mixed: [] }
    if (kept.has(record.id)) continue
    let isHit = false
    for (const text of clear) if (await takeOut(app, actor, record, { text })) isHit = true
    if (mixed.length > 0 && record.kind === 'ticket')
      for (const range of await read(app.pool, actor.orgId, (tx) => rangesIn(tx, record.id, words)))
        if (await takeOut(app, actor, record, range)) isHit = true
    if (isHit) changed++
  }
  return changed
}

/** False where the words do not stand, and where nobody may change the record. */
async function takeOut(
  app: App,
  actor: Actor,
  { id, kind }: Place,
  what: { text: string } | Range,
): Promise<boolean> {
  const how = redactions[kind]
  const action = how && app.registry.recordActions.get(how.action)
  if (!how || !action) return false
  try {
    await execute(app, actor, action, 'text' in what ? how.input(what.text) : what, id)
    return true
  } catch (error) {
    if (error instanceof Problem && [403, 404, 422].includes(error.status)) return false
    throw error
  }
}
