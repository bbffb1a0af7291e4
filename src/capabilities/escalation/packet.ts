/** What travels with a ticket that was passed on: everything that the receiving team wants to know, in one piece. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { inside, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, OneOf, Time } from '../../platform/http/schema.ts'
import { handsOf, worksOnTickets } from '../tickets/index.ts'

const Named = Type.Object({ id: Id, name: Type.String() })
const Packet = Type.Object({
  bounces: Type.Integer({ description: 'How often it came back from the team that it was passed to.' }),
  passes: Type.Array(
    Type.Object({
      id: Id,
      direction: OneOf(['up', 'back', 'across'] as const),
      from_team: NullableText,
      to_team: NullableText,
      by: Nullable(Named),
      reason: Type.String(),
      tried: Type.String(),
      created_at: Time,
    }),
  ),
  owners: Type.Array(
    Type.Object(
      { person: Named, from: Time, to: Time },
      { description: 'Who had it before, the last one first.' },
    ),
  ),
  notes: Type.Array(Type.Object({ id: Id, by: Nullable(Named), body: Type.String(), created_at: Time }), {
    description: 'The last internal notes, the newest first: what was tried, where nobody wrote it down.',
  }),
  articles: Type.Array(
    Type.Object({ id: Id, number: Type.Integer(), title: Type.String(), is_linked: Type.Boolean() }),
  ),
  files: Type.Array(
    Type.Object({ id: Id, name: Type.String(), media_type: Type.String(), size_bytes: Type.Integer() }),
  ),
})

export const packet = reader({
  name: 'escalation.packet',
  summary:
    'What was tried, who had the ticket and why it was passed on, the articles and files that go with it.',
  path: '/api/tickets/:id/packet',
  params: Body({ id: Id }),
  output: Packet,
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor)}`,
    )
    if (!record) throw notFound('This ticket')
    const [hands, changes, notes, articles, files] = await tx.many(
      handsOf(tx.orgId, record.id, true),
      ownersOf(tx.orgId, record),
      notesOf(tx.orgId, record.id),
      articlesOf(actor, record.id),
      filesOf(tx.orgId, record.id),
    )
    const spells = spellsOf(changes)
    const names = await namesOf(tx, [
      ...hands.flatMap(({ by_id }) => by_id ?? []),
      ...spells.map(({ personId }) => personId),
      ...notes.flatMap(({ author_id }) => author_id ?? []),
    ])
    const named = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
    return {
      bounces: hands.filter(({ direction }) => direction === 'back').length,
      passes: hands
        .map(({ by_id, direction, ...hand }) => ({
          ...hand,
          direction: direction as 'up' | 'back' | 'across',
          by: named(by_id),
        }))
        .reverse(),
      owners: spells.map(({ personId, from, to }) => ({
        person: { id: personId, name: names.get(personId) ?? '' },
        from,
        to,
      })),
      notes: notes.map(({ author_id, ...note }) => ({ ...note, by: named(author_id) })),
      articles,
      files,
    }
  },
})

type OwnerChange = { at: string; owner_id: string | null }

const changes_max = 200

/** Each change of the owner, as the timeline tells it. */
function ownersOf(orgId: string, record: RecordRow) {
  return raw<OwnerChange>(
    `select at, data -> 'changes' -> 'owner_id' ->> 1 as owner_id from core.event
     where org_id = $1 and record_id = $2 and at >= $3 and data -> 'changes' -> 'owner_id' is not null
     order by at, id limit ${changes_max}`,
    [orgId, record.id, record.created_at],
  )
}

/** From when to when each person had it who does not have it any more, the last one first. */
function spellsOf(changes: readonly OwnerChange[]): { personId: string; from: string; to: string }[] {
  return changes
    .flatMap(({ at, owner_id }, index) => {
      const next = changes[index + 1]
      return owner_id === null || next === undefined ? [] : [{ personId: owner_id, from: at, to: next.at }]
    })
    .reverse()
}

const notes_max = 5

/** What was taken out of a note is not in here either, since the note itself is read. */
function notesOf(orgId: string, id: string) {
  return raw<{ id: string; author_id: string | null; body: string; created_at: string }>(
    `select id, author_id, left(body, 2000) as body, created_at from core.message
     where org_id = $1 and record_id = $2 and is_internal and redacted_at is null order by created_at desc, id desc limit ${notes_max}`,
    [orgId, id],
  )
}

const articles_max = 50

/** The articles that are linked, and those whose address stands in a message. */
function articlesOf(actor: Actor, id: string) {
  const address = '/(?:answers|desk/knowledge)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'
  return sql<{ id: string; number: number; title: string; is_linked: boolean }>`
    select r.id, r.number, r.title, bool_or(a.is_linked) as is_linked from (
      select to_id as id, true as is_linked from core.link where org_id = ${actor.orgId} and from_id = ${id}
      union all select from_id, true from core.link where org_id = ${actor.orgId} and to_id = ${id}
      union all select (regexp_matches(m.body, ${address}, 'g'))[1]::uuid, false
        from (select body from core.message where org_id = ${actor.orgId} and record_id = ${id} order by created_at desc limit 500) m) a
    join core.record r on r.org_id = ${actor.orgId} and r.id = a.id
    where r.kind = 'article' and ${visible(actor)} group by r.org_id, r.id order by r.number limit ${sql.raw(String(articles_max))}`
}

function filesOf(orgId: string, id: string) {
  return raw<{ id: string; name: string; media_type: string; size_bytes: number }>(
    'select id, name, media_type, size_bytes from core.attachment where org_id = $1 and record_id = $2 and removed_at is null order by created_at, id limit 200',
    [orgId, id],
  )
}

async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.all(
    raw<{ id: string; name: string }>('select id, name from core.person where org_id = $1 and id = any($2)', [
      tx.orgId,
      [...new Set(ids)],
    ]),
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
