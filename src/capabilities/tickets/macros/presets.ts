/** Macros, canned replies and ticket templates are kept alike: one's own, or shared by those who may. */
import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { storeOr } from '../../../core/people/store.ts'
import { type Reader, reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import {
  conflict,
  type FieldError,
  forbidden,
  invalid,
  invalidFields,
  notFound,
} from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableText, NullableTime } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { worksOnTickets } from '../policy.ts'
import { goneOf, namesIn } from './check.ts'

export type PresetKind = 'macro' | 'reply' | 'template'
const own_max = 100
const shared_max = 500

export type PresetRow<C = unknown> = {
  id: string
  name: string
  is_shared: boolean
  team_id: string | null
  team: string | null
  content: C
  uses: number
  used_at: string | null
  updated_at: string
}
const Params = Body({ id: Id })
const double = {
  preset_shared_name: () => invalid('#/name', 'There is one of this name already that everybody has.'),
}

type Definition<C extends TSchema> = {
  kind: PresetKind
  /** The name before the point of its actions. */
  name: string
  path: string
  one: string
  Content: C
  errors(content: Static<C>): FieldError[]
}

/** What one may do with presets of a kind: see, make, change and remove them. */
export function presetsOf<C extends TSchema>(definition: Definition<C>) {
  return {
    actions: [creation(definition), editing(definition), removal(definition)],
    list: listOf(definition),
  }
}

type Given<C extends TSchema = TSchema> = {
  name: string
  is_shared: boolean
  team_id?: string | null
  content: Static<C>
}

function inputOf(Content: TSchema): TObject {
  return Body({
    name: Line(100),
    is_shared: Type.Boolean({ description: 'For everybody who works on tickets; needs macros.manage.' }),
    team_id: Type.Optional(Nullable(Id)),
    content: Content,
  })
}

/** The columns that a person sets: name, owner, team, content, and by whom and when. */
function columnsOf(actor: Actor, given: Given, now: string): unknown[] {
  const { name, is_shared, team_id, content } = given
  const ownerId = is_shared ? null : actor.personId
  return [name, ownerId, team_id ?? null, JSON.stringify(content), actor.personId, now]
}

function creation<C extends TSchema>(definition: Definition<C>) {
  const { kind, name, path, one, Content } = definition
  return plainAction({
    name: `${name}.create`,
    summary: `Make a ${one}, for oneself or for all.`,
    path,
    input: inputOf(Content),
    output: Type.Object({ id: Id }),
    permits: worksOnTickets,
    run: async ({ tx, actor, input, now }) => {
      const given = input as unknown as Given<C>
      requireKeeper(actor, given.is_shared ? null : actor.personId)
      await requireSound(tx, definition, given)
      await requireRoom(tx, actor, kind, given.is_shared)
      const id = newId()
      await storeOr(
        tx,
        raw(
          `insert into tickets.preset (org_id, id, kind, name, owner_id, team_id, content, updated_by, updated_at)
           values ($1,$2,$9,$3,$4,$5,$6,$7,$8)`,
          [tx.orgId, id, ...columnsOf(actor, given, now), kind],
        ),
        double,
      )
      return { result: { id }, audit: { preset: id, shared: given.is_shared } }
    },
  })
}

function editing<C extends TSchema>(definition: Definition<C>) {
  const { kind, name, path, one, Content } = definition
  return plainAction({
    name: `${name}.edit`,
    summary: `Change a ${one} of one’s own or, with the permission, one that everybody has.`,
    path: `${path}/:id`,
    method: 'PUT',
    params: Params,
    input: inputOf(Content),
    output: Type.Object({ id: Id }),
    permits: worksOnTickets,
    run: async ({ tx, actor, input, params, now }) => {
      const given = input as unknown as Given<C>
      const id = await requireOwn(tx, actor, kind, params.id as string)
      requireKeeper(actor, given.is_shared ? null : actor.personId)
      await requireSound(tx, definition, given)
      await storeOr(
        tx,
        raw(
          `update tickets.preset set name = $3, owner_id = $4, team_id = $5, content = $6, updated_by = $7, updated_at = $8
           where org_id = $1 and id = $2`,
          [tx.orgId, id, ...columnsOf(actor, given, now)],
        ),
        double,
      )
      return { result: { id }, audit: { preset: id, shared: given.is_shared } }
    },
  })
}

function removal<C extends TSchema>({ kind, name, path, one }: Definition<C>) {
  return plainAction({
    name: `${name}.remove`,
    summary: `Take a ${one} out of use.`,
    path: `${path}/:id`,
    method: 'DELETE',
    params: Params,
    input: Type.Optional(Body({})),
    output: Type.Object({ id: Id }),
    permits: worksOnTickets,
    run: async ({ tx, actor, params, now }) => {
      const id = await requireOwn(tx, actor, kind, params.id as string)
      tx.send(
        raw('update tickets.preset set archived_at = $3 where org_id = $1 and id = $2', [tx.orgId, id, now]),
      )
      return { result: { id }, audit: { preset: id } }
    },
  })
}

function listOf<C extends TSchema>({ kind, name, path, one, Content }: Definition<C>): Reader {
  return reader({
    name: `${name}.list`,
    summary: `Every ${one} that one may use, those of one’s own first.`,
    path,
    output: presetList(Content),
    permits: worksOnTickets,
    run: async ({ tx, actor }) => ({ ...(await withNames(tx, await presetsFor(tx, actor, kind))) }) as never,
  })
}

export const PresetFields = {
  id: Id,
  name: Type.String(),
  is_shared: Type.Boolean(),
  team_id: Nullable(Id),
  team: NullableText,
  uses: Type.Integer(),
  used_at: NullableTime,
  breaks: Type.Array(Type.String(), { description: 'Why it cannot work any more.' }),
}
function presetList(Content: TSchema): TObject {
  return Type.Object({
    rows: Type.Array(Type.Object({ ...PresetFields, content: Content })),
    people: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
      description: 'Who is named in them.',
    }),
  })
}

/** Those in use that the actor may use: one's own, and shared ones. */
export function presetsFor<T>(tx: Tx, actor: Actor, kind: PresetKind): Promise<PresetRow<T>[]> {
  return tx.all(
    raw<PresetRow<T>>(
      `select p.id, p.name, p.owner_id is null as is_shared, p.team_id, t.name as team, p.content, p.uses, p.used_at, p.updated_at
       from tickets.preset p left join core.team t on t.org_id = p.org_id and t.id = p.team_id
       where p.org_id = $1 and p.kind = $2 and p.archived_at is null and (p.owner_id is null or p.owner_id = $3)
       order by p.owner_id is null, lower(p.name), p.id limit ${own_max + shared_max}`,
      [tx.orgId, kind, actor.personId],
    ),
  )
}

/** One of them; answers 404 for those of others. */
export async function presetFor<T>(
  tx: Tx,
  actor: Actor,
  kind: PresetKind,
  id: string,
): Promise<PresetRow<T>> {
  const found = (await presetsFor<T>(tx, actor, kind)).find((row) => row.id === id.toLowerCase())
  if (!found) throw notFound(`This ${kind}`)
  return found
}

/** The query that counts one more use. */
export function countUse(orgId: string, id: string, now: string) {
  return raw('update tickets.preset set uses = uses + 1, used_at = $3 where org_id = $1 and id = $2', [
    orgId,
    id,
    now,
  ])
}

/** The rows with what is broken about each. */
export async function withBreaks<T>(tx: Tx, rows: readonly PresetRow<T>[]) {
  const named = rows.map((row) => namesIn(row.content as never))
  const gone = new Map((await goneOf(tx, named.flat())).map(({ id, detail }) => [id, detail]))
  return rows.map(({ updated_at: _at, ...row }, index) => ({
    ...row,
    breaks: [...new Set((named[index] ?? []).flatMap(({ id }) => gone.get(id) ?? []))],
  }))
}

async function withNames(tx: Tx, rows: readonly PresetRow[]) {
  const ids = rows.flatMap((row) =>
    namesIn(row.content as never).flatMap(({ id, what }) => (what === 'person_id' ? [id] : [])),
  )
  const people = await tx.all(
    raw<{ id: string; name: string }>('select id, name from core.person where org_id = $1 and id = any($2)', [
      tx.orgId,
      [...new Set(ids)],
    ]),
  )
  return { rows: await withBreaks(tx, rows), people }
}

function requireKeeper(actor: Actor, ownerId: string | null): void {
  if (ownerId === null && !may(actor, 'macros.manage'))
    throw forbidden('You may keep this for yourself only. Ask your team lead to share it with everybody.')
}

/** The id of a preset that the actor may change; one of somebody else's own is not there. */
async function requireOwn(tx: Tx, actor: Actor, kind: PresetKind, id: string): Promise<string> {
  const row = await tx.maybe(
    raw<{ owner_id: string | null }>(
      `select owner_id from tickets.preset where org_id = $1 and id = $2 and kind = $3 and archived_at is null
         and (owner_id is null or owner_id = $4) for update`,
      [tx.orgId, id, kind, actor.personId],
    ),
  )
  if (!row) throw notFound(`This ${kind}`)
  requireKeeper(actor, row.owner_id)
  return id
}

async function requireSound<C extends TSchema>(
  tx: Tx,
  { errors }: Definition<C>,
  given: { team_id?: string | null; content: Static<C> },
): Promise<void> {
  const wrong = errors(given.content)
  const team = given.team_id
    ? [{ id: given.team_id.toLowerCase(), what: 'team_id' as const, pointer: '#/team_id' }]
    : []
  const found = wrong.length > 0 ? wrong : await goneOf(tx, [...team, ...namesIn(given.content as never)])
  if (found.length > 0) throw invalidFields(found.map(({ pointer, detail }) => ({ pointer, detail })))
}

async function requireRoom(tx: Tx, actor: Actor, kind: PresetKind, isShared: boolean): Promise<void> {
  const { count } = await tx.one(
    raw<{ count: number }>(
      `select count(*) as count from tickets.preset where org_id = $1 and kind = $2 and archived_at is null
         and owner_id is not distinct from $3`,
      [tx.orgId, kind, isShared ? null : actor.personId],
    ),
  )
  if (count >= (isShared ? shared_max : own_max))
    throw conflict('There are very many of them already. Take some out of use first.')
}
