/** What changed since a program last asked. See README.md. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { categories } from '../../../core/lifecycle.ts'
import { isToldOutside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Id, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { broughtBack, readCursor, writeCursor } from './cursor.ts'
import { sightChangesSince, sightOfRecords, tookSight } from './gone.ts'
import { type Line, linesAfter, looked_at_max, presentPlace } from './lines.ts'

const none = '00000000-0000-0000-0000-000000000000'
const Named = Type.Object({ id: Id, kind: Type.String(), number: Type.Integer() })

const Change = Type.Object({
  id: { ...Id, description: 'Of the line of the timeline: the same when it is read again.' },
  at: Time,
  change: OneOf(['changed', 'redacted', 'merged', 'gone'], {
    description:
      '`redacted`: words were taken out for good, forget what you keep. `gone`: you may not read the record any more.',
  }),
  action: { ...NullableText, description: 'What was done, e.g. tickets.resolve; null when it is gone.' },
  record: Type.Object({ id: Id, kind: Type.String() }),
  now: Type.Union(
    [
      Type.Object({
        number: Type.Integer(),
        title: Type.String(),
        state: Type.String(),
        category: Type.Enum([...categories]),
        version: Type.Integer(),
        updated_at: Time,
      }),
      Type.Null(),
    ],
    { description: 'The record as it is now, not as it was then; null when it is gone.' },
  ),
  into: Type.Union([Named, Type.Null()], {
    description: 'The record that goes on for a merged one, if you may read it.',
  }),
})

export const listChanges = reader({
  name: 'changes.list',
  summary:
    'What happened to records since the cursor, the oldest first; without one, the cursor of the present.',
  path: '/api/changes',
  query: Type.Object(
    {
      after: Type.Optional(
        Type.String({ maxLength: 1000, description: 'The cursor `next` of the answer before.' }),
      ),
      kinds: Type.Optional(
        Type.Array(Type.String({ maxLength: 50 }), {
          maxItems: 20,
          description: 'Kinds of records, e.g. ticket; without them, all.',
        }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    rows: Type.Array(Change),
    next: Type.String({ description: 'Where to go on, for 30 days.' }),
    has_more: Type.Boolean({ description: 'Ask again at once; otherwise after a while.' }),
    is_held_back: Type.Boolean({
      description:
        'Something is not told yet although it happened more than half a minute ago, since an older transaction goes on in the database server. Nothing is lost; ask again later.',
    }),
  }),
  permits: () => true,
  run: async ({ app, tx, actor: asking, query, now }) => {
    const kinds = kindsOf([...app.registry.lifecycles.keys()], query.kinds)
    const actor = withoutNames(asking)
    if (query.after === undefined) {
      const { ended } = await tx.one(presentPlace)
      return {
        rows: [],
        next: writeCursor(app.config, actor, { tx: ended, id: none }, now),
        has_more: false,
        is_held_back: false,
      }
    }
    const place = readCursor(app.config, actor, query.after, now)
    const limit = query.limit ?? 100
    const looked = await tx.one(linesAfter(actor, place, { kinds, limit, now }))
    const { ended, epoch, count, last, lines, held_since } = looked
    if (BigInt(place.tx) > BigInt(ended) || BigInt(place.tx) >> 48n !== BigInt(epoch)) throw broughtBack()
    const page = lines.slice(0, limit)
    const isFull = lines.length > limit
    const upTo = isFull ? page.at(-1) : last
    const rows = await toldOf(tx, actor, page)
    const next = writeCursor(app.config, actor, upTo ?? place, now)
    return { rows, next, has_more: isFull || count === looked_at_max, is_held_back: held_since !== null }
  },
})

function kindsOf(known: readonly string[], asked: readonly string[] = known): readonly string[] {
  if (asked.every((kind) => known.includes(kind))) return asked
  throw invalid('#/kinds', `There is no such kind of record. There are: ${known.join(', ')}.`)
}

/** What is open by a name or a broken glass is open to somebody's own eyes; a copy elsewhere would outlast it. */
function withoutNames({ admitted: _admitted, ...actor }: Actor): Actor {
  return actor
}

async function toldOf(tx: Tx, actor: Actor, lines: readonly Line[]): Promise<Static<typeof Change>[]> {
  const seen = lines.filter(({ sees }) => sees)
  const lost = lines.filter(({ sees }) => !sees)
  const lostIds = lost.map(({ record_id }) => record_id)
  const intoIds = seen.flatMap(({ into }) => into ?? [])
  const [intos, records, changes] = await tx.many(
    intoIds.length > 0 ? recordsNamed(actor, intoIds) : undefined,
    lost.length > 0 ? sightOfRecords(actor, lostIds) : undefined,
    lost.length > 0 ? sightChangesSince(actor.orgId, lost) : undefined,
  )
  const taken = tookSight(actor, lost, records, changes)
  return lines.flatMap((line) => {
    if (!line.sees) return taken.has(line.id) ? [gone(line)] : []
    // Who came by a merge hears of it, though nobody else outside does.
    const isTold =
      line.sees_inside || line.is_mine || (!line.is_internal && isToldOutside(line.kind, line.action))
    return isTold ? [changed(line, intos.find(({ id }) => id === line.into) ?? null)] : []
  })
}

function recordsNamed(actor: Actor, ids: readonly string[]) {
  return sql<Static<typeof Named>>`select r.id, r.kind, r.number from core.record r
    where r.org_id = ${actor.orgId} and r.id = any(${ids}::uuid[]) and ${visible(actor)}`
}

function gone({ id, at, record_id, kind }: Line): Static<typeof Change> {
  const record = { id: record_id, kind }
  return { id, at: timeOf(at), change: 'gone', action: null, record, now: null, into: null }
}

function changed(line: Line, into: Static<typeof Named> | null): Static<typeof Change> {
  const { id, at, action, record_id, kind, number, title, state, category, version, updated_at } = line
  const isRedacted = action.endsWith('.redact')
  const change = isRedacted ? 'redacted' : action === 'tickets.merge' ? 'merged' : 'changed'
  const now = { number, title, state, category, version, updated_at: timeOf(updated_at) } as never
  return { id, at: timeOf(at), change, action, record: { id: record_id, kind }, now, into }
}

/** Times come out of JSON in the words of the database. */
function timeOf(text: string): string {
  return new Date(text).toISOString()
}
