/** Broken glass: what opens a restricted record at once, loudly, and is judged by somebody else. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import type { Actor } from '../../core/actor.ts'
import { audit } from '../../core/audit.ts'
import { notify } from '../../core/notifications/notify.ts'
import { oneself } from '../../core/people/policy.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { isNamed, restrictions } from '../../core/records/restriction.ts'
import { isRequesterOfTeam, isSealed, seesInside } from '../../core/records/visible.ts'
import { type JobHandler, reader } from '../../core/registry.ts'
import { type Raw, raw, write } from '../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, OneOf, Text, Time } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'
import { Params, Reason } from './actions.ts'
import { officersNow, permitsBreaking, permitsReviewing } from './policy.ts'
import { settingOf, settingRow } from './setting.ts'
import { admit, change, keepReason } from './store.ts'

const reminded_at_once = 100

/** Looked at without the gate, by those who may break glass: what is not restricted is not told of. */
function behindGlass(orgId: string, which: ReturnType<typeof sql<boolean>>, isLocked: boolean) {
  return sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${orgId} and r.restriction is not null and ${which}
    ${isLocked ? sql`for no key update of r` : sql``} limit 1`
}

function seesAlready(actor: Actor, record: RecordRow): boolean {
  return seesInside(actor, record) || isNamed(actor, record) || isRequesterOfTeam(actor.personId, record)
}

/** The glass that one has broken of a record and that is open; a question by number does not see through it. */
function openGlass(orgId: string, personId: string, recordId: string, now: string): Raw<{ id: string }> {
  return raw(
    "select id from core.admission where org_id = $1 and person_id = $2 and record_id = $3 and way = 'glass' and ended_at is null and until > $4",
    [orgId, personId, recordId, now],
  )
}

export const door = reader({
  name: 'restriction.door',
  summary: 'Whether a number or an id is that of a restricted record, for those who may break glass.',
  path: '/api/restricted-records/door',
  tellsReading: true,
  query: Type.Object(
    { number: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })), id: Type.Optional(Id) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    id: Id,
    kind: Type.String(),
    number: Type.Integer(),
    level: OneOf(restrictions),
    sees_it: Type.Boolean(),
    minutes: Type.Integer({ description: 'How long broken glass stays open.' }),
  }),
  permits: permitsBreaking,
  run: async ({ tx, actor, query, now }) => {
    if ((query.number === undefined) === (query.id === undefined))
      throw invalid('#/number', 'Ask for a number or for an id.')
    const which =
      query.id === undefined
        ? sql<boolean>`r.number = ${query.number}::bigint`
        : sql<boolean>`r.id = ${query.id}`
    const [records, settings] = await tx.many(behindGlass(tx.orgId, which, false), settingRow(tx.orgId))
    const record = records[0]
    if (!record || isSealed(record.kind) || record.restriction === null) throw notFound('A restricted record')
    await tx.many(audit(actor, now, 'restriction.door', {}, record.id))
    const { id, kind, number, restriction } = record
    const broken = await tx.all(openGlass(tx.orgId, actor.personId, id, now))
    const sees_it = broken.length > 0 || seesAlready(actor, record)
    return { id, kind, number, level: restriction, sees_it, minutes: settingOf(settings).glass_minutes }
  },
})

export const breakGlass = plainAction({
  name: 'restriction.break_glass',
  summary: 'Open a restricted record for a short time, for a reason that somebody else will judge.',
  path: '/api/restricted-records/:id/break-glass',
  params: Params,
  input: Body({
    reason: {
      ...Reason,
      minLength: 1,
      description:
        'Why; read by who sees the inner side, and by officers, also those who may not see the record.',
    },
  }),
  output: Type.Object({ id: Id, until: Time }),
  needsStepUp: true,
  permits: permitsBreaking,
  run: async ({ app, tx, actor, input, params, now }) => {
    const which = sql<boolean>`r.id = ${params.id as string}`
    const [records, settings] = await tx.many(behindGlass(tx.orgId, which, true), settingRow(tx.orgId))
    const record = records[0]
    if (!record || isSealed(record.kind)) throw notFound('A restricted record')
    if (seesAlready(actor, record)) throw conflict('You see this record already. There is no glass to break.')
    if (input.reason.trim() === '') throw invalid('#/reason', 'Say why you need it now.')
    const { glass_minutes, review_hours } = settingOf(settings)
    const after = (ms: number) => new Date(Date.parse(now) + ms).toISOString()
    const until = after(glass_minutes * 60_000)
    const writing = { app, tx, actor, now }
    const whom = { person_id: actor.personId, team_id: null }
    const admission = await admit(writing, record.id, whom, 'glass', until)
    tx.send(keepReason(writing, { recordId: record.id, admissionId: admission, body: input.reason }))
    const id = newId()
    tx.send(
      raw(
        'insert into restriction.glass (org_id, id, record_id, person_id, admission_id, broken_at, review_due_at) values ($1,$2,$3,$4,$5,$6,$7)',
        [tx.orgId, id, record.id, actor.personId, admission, now, after(review_hours * 3_600_000)],
      ),
    )
    await change(writing, 'restriction.break_glass', record, {}, { glass: id, until })
    const officers = await tx.all(officersNow(tx.orgId, record.team_id, now))
    const told = officers.filter((each) => each.id !== actor.personId)
    const reasons = told.map(
      ({ id: person, is_officer }) => [person, is_officer ? 'glass_broken' : 'glass_broken_team'] as const,
    )
    notify(app, tx, { record, byId: actor.personId, now }, new Map(reasons))
    return {
      result: { id, until },
      about: { id: record.id, isInternal: true },
      audit: { record: record.id, glass: id, level: record.restriction, until, told: told.length },
    }
  },
})

export const review = plainAction({
  name: 'restriction.review',
  summary: 'Say whether it was right to break the glass. Nobody judges themself.',
  path: '/api/broken-glass/:id/review',
  params: Params,
  input: Body({
    verdict: OneOf(['justified', 'not_justified'] as const),
    note: Type.Optional(Text(2000)),
  }),
  output: Type.Object({}),
  permits: permitsReviewing,
  run: async ({ app, tx, actor, input, params, now }) => {
    const glass = await tx.maybe(
      raw<{ record_id: string; person_id: string; verdict: string | null }>(
        'select record_id, person_id, verdict from restriction.glass where org_id = $1 and id = $2 for update',
        [tx.orgId, params.id],
      ),
    )
    if (!glass) throw notFound('This review')
    if ((await oneself(tx, actor.personId)).includes(glass.person_id))
      throw forbidden('Who broke the glass does not judge it. Somebody else has to.')
    if (glass.verdict !== null) throw conflict('Somebody else has judged this already.')
    const note = input.note?.trim() ?? ''
    if (input.verdict === 'not_justified' && note === '') throw invalid('#/note', 'Say why it was not right.')
    tx.send(
      raw(
        'update restriction.glass set verdict = $3, note = $4, reviewed_by_id = $5, reviewed_at = $6 where org_id = $1 and id = $2',
        [tx.orgId, params.id, input.verdict, note === '' ? null : note, actor.personId, now],
      ),
    )
    const record = { id: glass.record_id, ...(await tx.one(recordOf(tx.orgId, glass.record_id))) }
    notify(app, tx, { record, byId: actor.personId, now }, new Map([[glass.person_id, 'glass_reviewed']]))
    return {
      result: {},
      about: { id: glass.record_id, isInternal: true },
      audit: { glass: params.id, record: glass.record_id, person: glass.person_id, verdict: input.verdict },
    }
  },
})

function recordOf(orgId: string, id: string): Raw<{ kind: string; number: number }> {
  return raw('select kind, number from core.record where org_id = $1 and id = $2', [orgId, id])
}

/** Schedule `restriction.remind`: officers are told of reviews that are late, once a day, until there is a verdict. */
export const remind: JobHandler = async (app) => {
  const now = app.clock.now().toISOString()
  const { rows } = await app.pool.query<{ org_id: string }>(
    'select restriction.organizations_waiting($1) as org_id',
    [now],
  )
  for (const { org_id } of rows)
    await write(app.pool, org_id, async (tx) => {
      const late = await tx.all(
        raw<{ person_id: string; id: string; kind: string; number: number; team_id: string | null }>(
          `with late as (
             update restriction.glass set reminded_at = $2 where org_id = $1 and id in (
               select id from restriction.glass where org_id = $1 and verdict is null and review_due_at <= $2
                 and (reminded_at is null or reminded_at <= $2::timestamptz - interval '1 day')
               order by review_due_at limit ${reminded_at_once} for update skip locked)
             returning record_id, person_id)
           select l.person_id, r.id, r.kind, r.number, r.team_id from late l join core.record r on r.org_id = $1 and r.id = l.record_id`,
          [org_id, now],
        ),
      )
      for (const { person_id, ...record } of late) {
        const officers = await tx.all(officersNow(org_id, null, now))
        const told = officers.filter(({ id }) => id !== person_id)
        const reasons = told.map(({ id }) => [id, 'glass_review_late'] as const)
        notify(app, tx, { record, byId: null, now }, new Map(reasons))
      }
    })
}
