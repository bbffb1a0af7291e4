/** What is behind masks: for their writer, for who may see it, and for who says why. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { audit } from '../../core/audit.ts'
import { inside, notKept, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { forbidden, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Line, NullableText, OneOf } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'
import { states } from './finding.ts'

const masks_max = 500
const Masks = Type.Array(Type.String({ pattern: '^[0-9a-z]{10}$' }), { minItems: 1, maxItems: masks_max })

const Shown = Type.Object({
  mask: Type.String(),
  kind: Type.String(),
  state: OneOf(states),
  words: NullableText,
  may_reveal: Type.Boolean({ description: 'True when a reason opens it.' }),
})

type Row = {
  id: string
  mask: string
  kind: string
  state: (typeof states)[number]
  record_id: string | null
  team_id: string | null
  words: string | null
  is_own: boolean
  is_inside: boolean
}

/** True for a finding (alias `f`, its file `a`) of the inner side: a file has the side of its message. */
export const isInner = sql<boolean>`coalesce((select m.is_internal from core.message m where m.org_id = a.org_id and m.id = a.message_id), f.is_internal)`

/**
 * The findings behind the masks that the actor may know of: those of records that he sees, on the side that he sees. A
 * ticket that shows a message of another one opens what is masked in that message as its own. The notes of a rota are
 * read in the whole department, and opened by the team.
 */
function behind(tx: Tx, actor: Actor, masks: readonly string[]): Promise<Row[]> {
  return tx.all(
    sql<Row>`select f.id, f.mask, f.kind, f.state, s.id as record_id, f.team_id, c.words, f.writer_id = ${actor.personId} as is_own, coalesce(s.is_inside, f.team_id = any(${actor.teamIds}::uuid[]), false) as is_inside
      from privacy.finding f left join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id
        left join core.attachment a on a.org_id = f.org_id and a.id = f.attachment_id
        left join lateral (
          select o.id, o.is_inside from (
            select r.id, ${inside(actor)} as is_inside, true as is_origin from core.record r
              where r.org_id = f.org_id and r.id = coalesce(f.record_id, a.record_id) and ${visible(actor)} and (not ${isInner} or ${inside(actor)})
            union all
            select r.id, ${inside(actor)}, false from core.message m join core.shown_message h on h.org_id = m.org_id and h.message_id = m.id
              join core.record r on r.org_id = h.org_id and r.id = h.record_id
              where m.org_id = f.org_id and m.record_id = f.record_id and position(f.mask in m.body) > 0 and ${visible(actor)} and (not m.is_internal or ${inside(actor)})
                and exists (select from core.record r where r.org_id = m.org_id and r.id = m.record_id and ${notKept(actor)})
          ) o order by o.is_inside desc, o.is_origin desc limit 1) s on true
      where f.org_id = ${actor.orgId} and f.mask = any(${masks}::text[])
        and (s.id is not null or (coalesce(f.record_id, a.record_id) is null and (f.writer_id = ${actor.personId} or ${may(actor, 'privacy.see')}
          or (f.team_id is not null and ${may(actor, 'people.read')}))))`,
  )
}

export const words = reader({
  name: 'privacy.words',
  summary:
    'What is behind masks, as far as one may read it without a reason: one’s own words, and what is no patient data.',
  path: '/api/privacy/words',
  isPosted: true,
  query: Body({ masks: Masks }),
  output: Type.Object({ words: Type.Array(Shown) }),
  permits: () => true,
  run: async ({ tx, actor, query }) => {
    const rows = await behind(tx, actor, query.masks)
    const maySee = may(actor, 'privacy.see')
    return {
      words: rows.map((row) => {
        const isOpen = maySee || row.is_own || row.state === 'false_positive'
        return {
          mask: row.mask,
          kind: row.kind,
          state: row.state,
          words: isOpen ? row.words : null,
          may_reveal: !isOpen && row.words !== null && row.is_inside,
        }
      }),
    }
  },
})

/** One reading: the answer holds the words, and nothing remembers that they were open. */
export const reveal = plainAction({
  name: 'privacy.reveal',
  summary: 'Read once what is behind the masks of a message, for a reason that is kept.',
  input: Body({ masks: Masks, reason: Line(500) }),
  output: Type.Object({ words: Type.Array(Type.Object({ mask: Type.String(), words: Type.String() })) }),
  permits: () => true,
  run: async ({ tx, actor, input, now }) => {
    const rows = await behind(tx, actor, input.masks)
    const places = [...new Set(rows.flatMap(({ record_id, team_id }) => record_id ?? team_id ?? []))]
    const [place] = places
    if (place === undefined) throw notFound('This')
    if (places.length > 1 || !rows.every(({ is_inside, is_own }) => is_inside || is_own)) throw forbidden()
    const open = rows.flatMap(({ mask, words }) => (words === null ? [] : [{ mask, words }]))
    const id = newId()
    const team = rows.some(({ team_id }) => team_id === place) ? { team: place } : {}
    const recordId = team.team === undefined ? place : null
    keepReveal(tx, actor, { id, recordId, teamId: team.team, attachmentId: null, reason: input.reason, now })
    tx.send(audit(actor, now, 'privacy.reveal', { reveal: id, masks: open.length, ...team }, recordId))
    return { result: { words: open } }
  },
})

/** The statement that keeps who looked and why. */
export function keepReveal(
  tx: Tx,
  actor: Actor,
  of: {
    id: string
    recordId: string | null
    teamId?: string | undefined
    attachmentId: string | null
    reason: string
    now: string
  },
): void {
  tx.send(
    raw(
      'insert into privacy.reveal (org_id, id, person_id, record_id, attachment_id, reason, created_at, team_id) values ($1,$2,$3,$4,$5,$6,$7,$8)',
      [tx.orgId, of.id, actor.personId, of.recordId, of.attachmentId, of.reason, of.now, of.teamId ?? null],
    ),
  )
}

export const openFile = plainAction({
  name: 'privacy.open_file',
  summary: 'Say why a file with what may be patient data is opened; for ten minutes one may.',
  input: Body({ attachment_id: Id, reason: Line(500) }),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor, input, now }) => {
    const file = await tx.maybe(
      sql<{
        record_id: string
      }>`select a.record_id from core.attachment a join core.record r on r.org_id = a.org_id and r.id = a.record_id
        where a.org_id = ${actor.orgId} and a.id = ${input.attachment_id} and a.removed_at is null and ${visible(actor)} and ${inside(actor)}`,
    )
    if (!file) throw notFound('This file')
    const id = newId()
    keepReveal(tx, actor, {
      id,
      recordId: file.record_id,
      attachmentId: input.attachment_id,
      reason: input.reason,
      now,
    })
    tx.send(audit(actor, now, 'privacy.open_file', { reveal: id, file: input.attachment_id }, file.record_id))
    return { result: {} }
  },
})
