/** Beginning to verify who calls, and what the dialog shows: the ways that are open, and why others are not. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { lockUnmerged, requireNotAbove } from '../../core/people/policy.ts'
import { lockRole } from '../../core/people/roles/roles.ts'
import { inside, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  OneOf,
  Time,
} from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'
import { changedSince, noteContacts } from './contacts.ts'
import { requireCalm } from './limits.ts'
import { isEnough, type Setting, settingOf } from './setting.ts'
import {
  callerHash,
  matchOf,
  started_minutes,
  stateAt,
  type Verification,
  verificationOf,
  whyTwo,
} from './verification.ts'
import { acts, allMethods, failures, type Method, methods, states } from './words.ts'

/** Who calls is made sure of by a person: whoever found a key of an agent must not have their callers pass. */
export const verifies = (actor: Actor) => may(actor, 'callers.verify') && !actor.key

const closed = [
  'not_enough',
  'nothing_on_file',
  'changed_lately',
  'no_account',
  'is_you',
  'inactive',
] as const
type Closed = (typeof closed)[number]

const Way = Type.Object({
  method: OneOf(methods),
  closed: Nullable(OneOf(closed, { description: 'Why it cannot be used; null when it can.' })),
})
export const Shown = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String() }),
  act: OneOf(acts),
  role: Nullable(Type.Object({ id: Id, title: Type.String() })),
  state: OneOf(states),
  method: Nullable(OneOf(allMethods)),
  failure: Nullable(OneOf(failures)),
  ways: Type.Array(Way),
  numbers: Type.Array(Type.Object({ field: OneOf(['phone', 'extension']), number: Type.String() }), {
    description: 'The numbers on file by which the person may be called back; none that was changed lately.',
  }),
  manager: NullableText,
  asked_at: NullableTime,
  match: Nullable(Type.Integer({ description: 'The number to read out when the person confirms it.' })),
  two: Nullable(OneOf(['high_risk', 'held'], { description: 'Why a second person has to confirm.' })),
  second: NullableText,
  contact_days: Type.Integer(),
  started_at: Time,
  ends_at: Time,
})
type Shown = Static<typeof Shown>

export const start = plainAction({
  name: 'callers.start',
  summary: 'Begin to verify that a caller is the person they say; what is begun already is gone on with.',
  path: '/api/callers',
  input: Body({
    person_id: Id,
    act: OneOf(acts),
    role_id: Type.Optional(NullableId),
    ticket_id: Type.Optional(NullableId),
    caller_number: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Where the call came from; only whether it is the same again is kept.',
      }),
    ),
  }),
  output: Type.Object({ id: Id }),
  permits: verifies,
  run: async ({ app, tx, actor, input, now }) => {
    const person = await lockUnmerged(tx, input.person_id)
    if (person.id === actor.personId) throw conflict('Nobody verifies themself. Ask a colleague.')
    if (person.kind === 'service') throw conflict('A service identity calls nobody.')
    await requireNotAbove(tx, actor, person.id, now)
    await requireCalm({ tx, actor, now }, person.id)
    const roleId = input.act === 'role' ? (input.role_id ?? null) : null
    if (input.act === 'role') {
      if (roleId === null) throw invalid('#/role_id', 'Choose the role that the caller asks for.')
      await lockRole(tx, roleId)
    }
    if (input.ticket_id) await requireTicket(tx, actor, input.ticket_id)
    await noteContacts(tx, now, person.id)
    const begun = await tx.maybe(
      raw<{ id: string }>(
        `select v.id from callers.verification v where v.org_id = $1 and v.person_id = $2 and v.agent_id = $3 and v.act = $4
           and v.role_id is not distinct from $5::uuid and ${stateAt('$6')} = 'started' order by v.started_at desc limit 1`,
        [tx.orgId, person.id, actor.personId, input.act, roleId, now],
      ),
    )
    if (begun)
      return { result: { id: begun.id }, audit: { verification: begun.id, person: person.id, again: true } }
    const id = newId()
    const ends = new Date(Date.parse(now) + started_minutes * 60_000).toISOString()
    tx.send(
      raw(
        `insert into callers.verification (org_id, id, person_id, agent_id, act, role_id, ticket_id, caller_hash, started_at, ends_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
        [
          tx.orgId,
          id,
          person.id,
          actor.personId,
          input.act,
          roleId,
          input.ticket_id ?? null,
          callerHash(app.config.secret, input.caller_number ?? ''),
          now,
          ends,
        ],
      ),
    )
    return { result: { id }, audit: { verification: id, person: person.id, act: input.act } }
  },
})

async function requireTicket(tx: Tx, actor: Actor, id: string): Promise<void> {
  const found = await tx.maybe(
    sql`select 1 as one from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`,
  )
  if (!found) throw notFound('This ticket')
}

type Directory = {
  id: string
  name: string
  phone: string | null
  extension: string | null
  badge: string | null
  is_active: boolean
  has_login: boolean
  manager_id: string | null
  manager: string | null
  manager_signs_in: boolean
  manager_has_new_login: boolean
}

async function directoryOf(tx: Tx, personId: string, since: string): Promise<Directory> {
  return tx.one(
    raw<Directory>(
      `select p.id, p.name, p.phone, p.extension, p.badge, p.is_active, p.manager_id, m.name as manager,
         ${signsIn('p')} as has_login, m.id is not null and m.is_active and ${signsIn('m')} as manager_signs_in, ${signsIn('m', '$3')} as manager_has_new_login
       from core.person p left join core.person m on m.org_id = p.org_id and m.id = p.manager_id
       where p.org_id = $1 and p.id = $2`,
      [tx.orgId, personId, since],
    ),
  )
}

/** True when there is a way to sign in as the person (alias); with `since`, one that is younger. */
function signsIn(alias: string, since?: string): string {
  const ways = Object.entries({
    'core.password': 'changed_at',
    'core.passkey': 'created_at',
    'core.identity': 'created_at',
  }).map(([table, made]) => {
    const younger = since === undefined ? '' : ` and w.${made} > ${since}`
    return `exists (select from ${table} w where w.org_id = ${alias}.org_id and w.person_id = ${alias}.id${younger})`
  })
  return `(${ways.join(' or ')})`
}

export type Ways = {
  person: Directory
  closed: Readonly<Record<Method, Closed | null>>
  numbers: Shown['numbers']
}

/** Which ways are open to verify this caller now. */
export async function waysFor(tx: Tx, of: Verification, setting: Setting, now: string): Promise<Ways> {
  const since = new Date(Date.parse(now) - setting.contact_days * 86_400_000).toISOString()
  const person = await directoryOf(tx, of.person_id, since)
  const changed = await changedSince(tx, of.person_id, since)
  const isManagerNew =
    person.manager_has_new_login ||
    (person.manager_id !== null && (await changedSince(tx, person.manager_id, since)).has('email'))
  const onFile = (['phone', 'extension'] as const).flatMap((field) => {
    const number = person[field]
    return number === null ? [] : [{ field, number }]
  })
  const numbers = onFile.filter(({ field }) => !changed.has(field))
  const open = (fits: boolean, why: Closed): Closed | null => (fits ? null : why)
  const closedFor: Record<Method, Closed | null> = {
    call_back: onFile.length === 0 ? 'nothing_on_file' : open(numbers.length > 0, 'changed_lately'),
    manager:
      person.manager_id === null
        ? 'nothing_on_file'
        : person.manager_id === of.agent_id
          ? 'is_you'
          : changed.has('manager') || isManagerNew
            ? 'changed_lately'
            : open(person.manager_signs_in, 'no_account'),
    badge: person.badge === null ? 'nothing_on_file' : open(!changed.has('badge'), 'changed_lately'),
    session: person.is_active ? open(person.has_login, 'no_account') : 'inactive',
  }
  for (const method of methods) if (!isEnough(setting, of.act, method)) closedFor[method] = 'not_enough'
  return { person, closed: closedFor, numbers }
}

export const show = reader({
  name: 'callers.show',
  summary: 'A verification, as whoever works on it sees it.',
  path: '/api/callers/verifications/:id',
  params: Body({ id: Id }),
  output: Shown,
  permits: verifies,
  run: async ({ app, tx, actor, params, now }) => {
    const of = await verificationOf(tx, params.id ?? '', now)
    const setting = await settingOf(tx)
    const { person, closed: why, numbers } = await waysFor(tx, of, setting, now)
    const isOwn = of.agent_id === actor.personId
    const named = await tx.one(
      raw<{ role: Shown['role']; second: string | null }>(
        `select (select jsonb_build_object('id', o.id, 'title', o.title) from core.role o where o.org_id = $1 and o.id = $2) as role,
           (select p.name from core.person p where p.org_id = $1 and p.id = $3) as second`,
        [tx.orgId, of.role_id, of.second_id],
      ),
    )
    const isOpen = of.state === 'started'
    return {
      id: of.id,
      person: { id: person.id, name: person.name },
      act: of.act,
      ...named,
      state: of.state,
      method: of.method,
      failure: of.failure,
      ways: methods.map((method) => ({ method, closed: why[method] })),
      numbers: isOpen && isOwn && why.call_back === null ? numbers : [],
      manager: why.manager === null ? person.manager : null,
      asked_at: of.asked_id === null ? null : String(of.evidence.asked_at ?? of.started_at),
      match: isOpen && isOwn && of.method === 'session' ? matchOf(app.config.secret, of.id).right : null,
      two: (await whyTwo(tx, { personId: of.person_id, roleId: of.role_id }, setting, now)) ?? null,
      contact_days: setting.contact_days,
      started_at: of.started_at,
      ends_at: of.ends_at,
    }
  },
})
