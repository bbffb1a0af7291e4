/**
 * Takes away what is kept of a person. A job goes from record to record, each in a transaction of its own, and the
 * person's row loses its words last: a worker that is killed is followed by one that finds what is still to do.
 */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { permissionNames } from '../../../core/people/permission-names.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { finish } from './finish.ts'
import { giveUp, withHolds } from './give-up.ts'
import { holdsOn } from './hold.ts'
import { type Looked, lookOn } from './left.ts'
import { sweepOnce } from './sweep.ts'
import { nothing, type Outcome, type Place, redactions, throughSome } from './through.ts'
import { entriesOf, unshared, type WordsOf, type Work, wordsOf } from './words-of.ts'

const records_at_once = 100
const others_at_once = 1000

/** Job `privacy.erase`. Each stage remembers its place, so that a worker that is killed costs one batch. */
export const erase: JobHandler = async (app, payload, attempt) => {
  const orgId = String(payload.org)
  const id = String(payload.erasure)
  try {
    for (;;) {
      const work = await write(app.pool, orgId, (tx) => workOf(app, tx, id))
      if (!work) return
      await stages[work.stage](app, work)
    }
  } catch (error) {
    // Nobody tries again by themselves, so that an officer has to know.
    if (attempt?.isLast) await write(app.pool, orgId, async (tx) => giveUp(tx, [id], app.clock.now()))
    throw error
  }
}

const stages: Readonly<Record<Work['stage'], (app: App, work: Work) => Promise<void>>> = {
  own: throughOwn,
  others: throughOthers,
  sweep: sweepOnce,
  entry: (app, work) => write(app.pool, work.actor.orgId, (tx) => finish(app, tx, work)),
  look: lookOnce,
}

const wordsPurpose = 'words of an erasure'
const ownerOf = (orgId: string, id: string) => `${orgId}.${id}`
export const sealedErasures: SealedPlace = {
  table: 'privacy.erasure',
  column: 'sealed',
  id: 'id',
  purpose: wordsPurpose,
  ownerOf,
}

/** The words are sealed when the first worker comes, since the entry that tells them loses them. */
async function workOf(app: App, tx: Tx, id: string): Promise<Work | undefined> {
  const row = await tx.maybe(
    raw<{
      number: number
      person_id: string
      stage: Work['stage']
      place: string | null
      sealed: Buffer | null
      looked: Looked | null
      officer_id: string
      officer: string
    }>(
      `select e.number, e.person_id, e.stage, e.place, e.sealed, e.looked, o.id as officer_id, o.name as officer
       from privacy.erasure e join core.person o on o.org_id = e.org_id and o.id = coalesce(e.decided_by, e.asked_by)
       where e.org_id = $1 and e.id = $2 and e.state = 'working' for no key update of e`,
      [tx.orgId, id],
    ),
  )
  if (!row) return undefined
  const entries = await entriesOf(tx, row.person_id)
  const ids = entries.map((entry) => entry.id)
  if (await isHeldNow(tx, id, ids)) return undefined
  const owner = ownerOf(tx.orgId, id)
  const words: WordsOf = row.sealed
    ? await stillTheirs(
        tx,
        entries,
        JSON.parse(unseal(secretsOf(app.config), wordsPurpose, owner, row.sealed)),
      )
    : await wordsOf(tx, entries)
  if (!row.sealed)
    tx.send(
      raw('update privacy.erasure set sealed = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        seal(app.config.secret, wordsPurpose, owner, JSON.stringify(words)),
      ]),
    )
  return {
    id,
    number: row.number,
    personId: row.person_id,
    ids,
    words,
    stage: row.stage,
    place: row.place,
    looked: row.looked,
    actor: inTheNameOf(tx.orgId, row.officer_id, row.officer),
  }
}

/** A person under a hold is not erased, whichever of the entries it is placed on: the erasure waits until it is lifted. */
async function isHeldNow(tx: Tx, id: string, ids: readonly string[]): Promise<boolean> {
  const holds = await holdsOn(tx, ids)
  if (holds.length === 0) return false
  tx.send(
    raw("update privacy.erasure set state = 'unfinished', holds = $3::uuid[] where org_id = $1 and id = $2", [
      tx.orgId,
      id,
      holds,
    ]),
  )
  return true
}

/** Without what somebody else is known by meanwhile, such as who was hired again: that is theirs now. */
async function stillTheirs(tx: Tx, entries: readonly { id: string }[], sealed: WordsOf): Promise<WordsOf> {
  return { own: sealed.own, everywhere: await unshared(tx, entries, sealed.everywhere) }
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

/** The records that the person asked, took part in, works on or wrote in, from where the last worker was. */
async function throughOwn(app: App, work: Work): Promise<void> {
  const { orgId } = work.actor
  const some = await read(app.pool, orgId, (tx) =>
    tx.all(
      raw<Place>(
        `select r.id, r.kind, r.kind = 'ticket' and r.requester_id = any($2::uuid[]) as is_asked from core.record r join (
           select id from core.record where org_id = $1 and (requester_id = any($2::uuid[]) or owner_id = any($2::uuid[]))
           union select record_id from core.watcher where org_id = $1 and person_id = any($2::uuid[])
           union select record_id from core.message where org_id = $1 and author_id = any($2::uuid[])
           union select record_id from core.attachment where org_id = $1 and uploaded_by = any($2::uuid[]) and record_id is not null
         ) o on o.id = r.id where r.org_id = $1 and r.kind = any($3::text[]) and ($4::uuid is null or r.id > $4) order by r.id limit ${records_at_once}`,
        [orgId, work.ids, Object.keys(redactions), work.place],
      ),
    ),
  )
  const asked = await throughSome(
    app,
    work,
    some.filter(({ is_asked }) => is_asked),
    true,
  )
  const others = await throughSome(
    app,
    work,
    some.filter(({ is_asked }) => !is_asked),
    false,
  )
  // What is kept of them is counted when all records are gone through.
  await remember(
    app,
    work,
    some,
    { changed: asked.changed + others.changed, kept: asked.kept, holds: asked.holds },
    'others',
  )
}

/** All records once more for what nobody else is known by, some at a time, so that no statement reads everything. */
async function throughOthers(app: App, work: Work): Promise<void> {
  const { orgId } = work.actor
  if (work.words.everywhere.length === 0) return remember(app, work, [], nothing, 'sweep')
  const some: Place[] = await read(app.pool, orgId, (tx) =>
    tx.all(
      raw<Place>(
        `select id, kind, false as is_asked from core.record where org_id = $1 and kind = any($2::text[]) and ($3::uuid is null or id > $3)
           and not (kind = 'ticket' and requester_id = any($4::uuid[])) order by id limit ${others_at_once}`,
        [orgId, Object.keys(redactions), work.place, work.ids],
      ),
    ),
  )
  await remember(app, work, some, await throughSome(app, work, some, false), 'sweep')
}

/** Where the next batch begins, or that the next stage does. Two workers that did the same batch count it once. */
async function remember(
  app: App,
  work: Work,
  done: readonly Place[],
  { changed, kept, holds }: Outcome,
  next: Work['stage'],
): Promise<void> {
  const last = done.at(-1)?.id ?? null
  await write(app.pool, work.actor.orgId, async (tx) =>
    tx.send(
      raw(
        `update privacy.erasure set place = $3, stage = $4, records = records + $5, kept = kept + $6, holds = ${withHolds('$9')}
         where org_id = $1 and id = $2 and state = 'working' and stage = $7 and place is not distinct from $8::uuid`,
        [
          tx.orgId,
          work.id,
          last,
          last === null ? next : work.stage,
          changed,
          kept,
          work.stage,
          work.place,
          holds,
        ],
      ),
    ),
  )
}

const isDone = "kept = 0 and $3::jsonb = '[]' and done_at is not null"

/** One step of the look for what is left. At the end it is done where nothing is, and unfinished where something is. */
async function lookOnce(app: App, work: Work): Promise<void> {
  const { orgId } = work.actor
  const looked = await read(app.pool, orgId, (tx) => lookOn(tx, work.words.everywhere, work.looked))
  await write(app.pool, orgId, async (tx) =>
    tx.send(
      looked.isOver
        ? raw(
            `update privacy.erasure set looked = null, left_in = $3,
               state = case when ${isDone} then 'done' else 'unfinished' end,
               sealed = case when ${isDone} then null else sealed end
             where org_id = $1 and id = $2 and state = 'working' and stage = 'look'`,
            [tx.orgId, work.id, JSON.stringify(looked.left)],
          )
        : raw(
            "update privacy.erasure set looked = $3 where org_id = $1 and id = $2 and state = 'working' and stage = 'look'",
            [tx.orgId, work.id, JSON.stringify(looked)],
          ),
    ),
  )
}
