/** What the privacy officer decides: was it patient data, was it none, does it go for good. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { complete, laterThan } from '../../core/execute.ts'
import {
  cutText,
  forgetCopies,
  markOf,
  short_mark,
  storeBody,
  storedMessage,
} from '../../core/messages/redact.ts'
import { readPlace, writePlace } from '../../core/notifications/place.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { inside, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, notFound } from '../../platform/http/problem.ts'
import {
  Body,
  Id,
  NullableId,
  NullableText,
  OneOf,
  Page,
  PageQuery,
  Time,
} from '../../platform/http/schema.ts'
import { putBeside } from './again.ts'
import { states } from './finding.ts'
import { deleteWords } from './forget.ts'
import { maskText } from './mask.ts'
import { requireUnheld } from './person/hold.ts'
import { isInner } from './words.ts'

const ids_max = 100
const around_chars = 160
const phrase_length_max = 300
const title_length_max = 500
const decisions = ['confirm', 'allow', 'redact'] as const

const Row = Type.Object({
  id: Id,
  kind: Type.String(),
  score: Type.Number(),
  state: OneOf(states),
  record_id: NullableId,
  record_kind: NullableText,
  number: Type.Union([Type.Integer(), Type.Null()]),
  place: OneOf(['message', 'title', 'field', 'file']),
  file_id: Type.Union([Id, Type.Null()]),
  before: Type.String(),
  words: NullableText,
  after: Type.String(),
  writer: NullableText,
  created_at: Time,
})

type Stored = {
  id: string
  kind: string
  score: number
  state: (typeof states)[number]
  mask: string | null
  field: string
  record_id: string | null
  record_kind: string | null
  number: number | null
  title: string | null
  body: string | null
  file_id: string | null
  file_name: string | null
  words: string | null
  writer: string | null
  created_at: string
}

const reviews = (actor: Actor) => may(actor, 'privacy.review')

export const findings = reader({
  name: 'privacy.findings',
  summary: 'Where patient data may stand, the newest first, in context.',
  path: '/api/privacy/findings',
  query: Body({
    state: Type.Optional(OneOf(states)),
    kind: Type.Optional(Type.String({ maxLength: 20 })),
    ...PageQuery,
  }),
  output: Type.Object({
    ...Page(Row).properties,
    counts: Type.Record(Type.String(), Type.Integer()),
  }),
  permits: reviews,
  run: async ({ tx, actor, query }) => {
    const limit = query.limit ?? 50
    const place = query.after === undefined ? undefined : readPlace(query.after)
    const [rows, counts] = await tx.many(
      sql<Stored>`select f.id, f.kind, f.score::float8 as score, f.state, f.mask, f.field, r.id as record_id, r.kind as record_kind, r.number, r.title, a.id as file_id, a.name as file_name,
          case when ${may(actor, 'privacy.see')} then c.words end as words, p.name as writer, f.created_at,
          (select m.body from core.message m where m.org_id = f.org_id and m.record_id = r.id and f.mask is not null and position(f.mask in m.body) > 0 order by m.created_at limit 1) as body
        from ${seen(actor)}
          left join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id left join core.person p on p.org_id = f.org_id and p.id = f.writer_id
        where ${gate(actor)} and (${query.state ?? null}::text is null or f.state = ${query.state ?? null}) and (${query.kind ?? null}::text is null or f.kind = ${query.kind ?? null})
          and (${place?.at ?? null}::timestamptz is null or (f.created_at, f.id) < (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid))
        order by f.created_at desc, f.id desc limit ${limit + 1}`,
      sql<{
        state: string
        count: number
      }>`select f.state, count(*)::int as count from ${seen(actor)} where ${gate(actor)} group by f.state`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(told),
      next: rows.length > limit && last ? writePlace(last.created_at, last.id) : null,
      counts: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
    }
  },
})

function seen(actor: Actor) {
  return sql`privacy.finding f left join core.attachment a on a.org_id = f.org_id and a.id = f.attachment_id
    left join core.record r on r.org_id = ${actor.orgId} and r.id = coalesce(f.record_id, a.record_id)`
}

function gate(actor: Actor) {
  return sql`(f.org_id = ${actor.orgId} and (r.id is null or (${visible(actor)} and (not ${isInner} or ${inside(actor)}))))`
}

function told(row: Stored) {
  const { mask, field, title, body, file_name, ...rest } = row
  const token = mask === null ? '' : maskText(row.kind, mask)
  const isIn = (text: string | null) => token !== '' && text?.includes(token) === true
  const where = row.file_id !== null ? 'file' : isIn(body) ? 'message' : isIn(title) ? 'title' : 'field'
  const text = where === 'message' ? body : where === 'title' ? title : where === 'file' ? file_name : ''
  const at = isIn(text) ? (text ?? '').indexOf(token) : -1
  return {
    ...rest,
    place: where as 'message' | 'title' | 'field' | 'file',
    before:
      at < 0 ? (text ?? '').slice(0, around_chars) : (text ?? '').slice(Math.max(0, at - around_chars), at),
    after: at < 0 ? '' : (text ?? '').slice(at + token.length, at + token.length + around_chars),
  }
}

type Decided = {
  id: string
  state: string
  kind: string
  mask: string | null
  words: string | null
  writer_id: string | null
  record_id: string | null
}

/** Confirms, lets through, or takes away for good. What was taken away stays so. */
export const decide = plainAction({
  name: 'privacy.decide',
  summary: 'Say of findings that they are patient data, that they are none, or take them away for good.',
  input: Body({
    ids: Type.Array(Id, { minItems: 1, maxItems: ids_max }),
    decision: OneOf(decisions, {
      description: 'allow: it is no patient data, and the same words are not masked again.',
    }),
  }),
  output: Type.Object({ decided: Type.Integer() }),
  permits: reviews,
  run: async ({ app, tx, actor, input, now }) => {
    const ids = [...new Set(input.ids)]
    const rows = await tx.all(
      sql<Decided>`select f.id, f.state, f.kind, f.mask, c.words, f.writer_id, r.id as record_id from ${seen(actor)}
          left join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id
        where f.id = any(${ids}::uuid[]) and ${gate(actor)} order by f.id for update of f`,
    )
    if (rows.length < ids.length) throw notFound('This finding')
    if (rows.some(({ state }) => state === 'redacted'))
      throw conflict('This was taken away for good already. Look at the list again.')
    if (input.decision === 'redact' && rows.some(({ mask }) => mask === null))
      throw conflict('What a file holds goes with the file. Remove it on its ticket.')
    if (input.decision === 'redact')
      for (const record of new Set(rows.flatMap(({ record_id }) => record_id ?? [])))
        await requireUnheld(tx, record)
    const state = { confirm: 'confirmed', allow: 'false_positive', redact: 'redacted' }[input.decision]
    tx.send(
      raw(
        'update privacy.finding set state = $3, decided_at = $4, decided_by = $5 where org_id = $1 and id = any($2::uuid[])',
        [tx.orgId, ids, state, now, actor.personId],
      ),
    )
    const context = { app, tx, actor, now }
    for (const row of rows) await carryOut(context, input.decision, row)
    if (input.decision === 'redact') deleteWords(tx, ids)
    return { result: { decided: rows.length }, audit: { findings: ids, decision: input.decision } }
  },
})

type Context = { app: App; tx: Tx; actor: Actor; now: string }

async function carryOut(context: Context, decision: (typeof decisions)[number], row: Decided): Promise<void> {
  const { tx, actor, now } = context
  const wasAllowed = row.state === 'false_positive'
  if (row.words === null || row.mask === null || (decision === 'confirm' && !wasAllowed)) return
  if (decision !== 'allow' && wasAllowed)
    tx.send(
      raw('delete from privacy.allowed where org_id = $1 and phrase = $2 and kind = $3', [
        tx.orgId,
        row.words.toLowerCase(),
        row.kind,
      ]),
    )
  if (decision === 'allow' && row.words.length <= phrase_length_max)
    tx.send(
      raw(
        'insert into privacy.allowed (org_id, phrase, kind, created_by, created_at) values ($1,$2,$3,$4,$5) on conflict do nothing',
        [tx.orgId, row.words.toLowerCase(), row.kind, actor.personId, now],
      ),
    )
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${row.record_id} for update`,
  )
  if (!record) return
  if (decision === 'allow' || wasAllowed) await sayAgain(context, decision, record, row.words, row)
  if (decision === 'redact') forgetCopies(context, record, row.words, row.writer_id)
}

/**
 * Puts into the messages, the fields and the answers what was decided: words that are let through come back and can be found again. An officer who
 * thinks better of it has them covered again, or taken out where they came back.
 */
async function sayAgain(
  context: Context,
  decision: (typeof decisions)[number],
  record: RecordRow,
  words: string,
  { kind, mask }: Decided,
): Promise<void> {
  const token = maskText(kind, mask ?? '')
  const [from, to] = turned(decision, words, token)
  await putBeside(context.tx, record, from, context.now, to)
  const after = await retitle(context, decision, record, words, token)
  for (const message of await context.tx.all(storedMessage(record, null))) {
    const { body } = message
    const told =
      decision === 'allow'
        ? body.replaceAll(token, () => words)
        : decision === 'confirm'
          ? body.replaceAll(words, () => token)
          : body.includes(words)
            ? cutText(body, words, markOf(context))
            : body
    // The title is found together with the first message.
    const isRetitled = after.title !== record.title && message.is_first
    if (told !== body || isRetitled)
      storeBody(context, after, message, told, told !== body && decision === 'redact')
  }
}

/** What stands there now, and what is to stand there. */
function turned(
  decision: (typeof decisions)[number],
  words: string,
  token: string,
): [from: string, to: string] {
  if (decision === 'allow') return [token, words]
  return [words, decision === 'confirm' ? token : short_mark]
}

/** The same for the title of a ticket, which lists and mails show. Its former words are kept nowhere. */
async function retitle(
  { app, tx, actor, now }: Context,
  decision: (typeof decisions)[number],
  record: RecordRow,
  words: string,
  token: string,
): Promise<RecordRow> {
  const life = app.registry.lifecycles.get('ticket')
  const [from, to] = turned(decision, words, token)
  const title = record.title.replaceAll(from, () => to)
  if (record.kind !== 'ticket' || !life || title === record.title || title.length > title_length_max)
    return record
  const at = laterThan(record.updated_at, new Date(now))
  const edit = { name: 'tickets.edit', life }
  return complete({ app, tx, actor, now: at }, edit, record, { changes: { title }, forgetsWords: true })
}
