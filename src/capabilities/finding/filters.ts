/** The filters that somebody wrote into a search, such as `tag:printer` or `after:2026-03`, and what is wrong with them. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import { may } from '../../core/actor.ts'
import type { Lifecycle } from '../../core/lifecycle.ts'
import { inside, isSealed } from '../../core/records/visible.ts'
import { declaredKind, declaredKinds, fieldCondition } from '../../core/search/fields.ts'
import { type FieldSaid, fieldNames } from '../../core/search/parse.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { OneOf } from '../../platform/http/schema.ts'

export const Said = Type.Object({
  field: Type.String({ description: 'The filter by its English name; of an unknown one what was typed.' }),
  value: Type.String(),
  is_unwanted: Type.Boolean({ description: 'What has this value is left out.' }),
  flaw: Type.Union([OneOf(['unknown', 'empty', 'value']), Type.Null()], {
    description:
      'Why it does not narrow: no filter of this name, no value, or a value that nothing can have.',
  }),
  sentence: Type.Union([Type.String({ description: 'What to write instead.' }), Type.Null()]),
})
export type Said = Static<typeof Said>

export type Filtered = {
  readonly said: Said[]
  readonly kinds: readonly string[]
  readonly conditions: RawBuilder<boolean>[]
  readonly from: string | undefined
  readonly to: string | undefined
  /** A value that nothing can have was asked for, so nothing is found rather than too much. */
  readonly isNothing: boolean
}

type Lives = ReadonlyMap<string, Lifecycle>
type Read = {
  condition?: RawBuilder<boolean>
  /** Any of them will do. */
  states?: readonly string[]
  kind?: { kind: string; condition?: RawBuilder<boolean> }
  time?: string
  wrong?: string
}

const people_max = 50

/** Reads the filters against what there is. */
export async function readFilters(
  tx: Tx,
  actor: Actor,
  fields: readonly FieldSaid[],
  kinds: readonly string[],
  lives: Lives,
): Promise<Filtered> {
  const said: Said[] = []
  const conditions: RawBuilder<boolean>[] = []
  const anyKind: NonNullable<Read['kind']>[] = []
  const anyState: string[] = []
  let from: string | undefined
  let to: string | undefined
  for (const field of fields) {
    const read = await readField(tx, actor, field, kinds, lives)
    said.push(saidOf(field, read))
    if (read.kind && !field.isUnwanted) anyKind.push(read.kind)
    else if (read.kind) conditions.push(sql<boolean>`not ${ofKind(read.kind)}`)
    if (field.field === 'after') from = read.time ?? from
    if (field.field === 'before') to = read.time ?? to
    if (!field.isUnwanted) anyState.push(...(read.states ?? []))
    const condition = read.states ? inState(read.states) : read.condition
    if (condition === undefined) continue
    if (field.isUnwanted) conditions.push(sql<boolean>`not ${condition}`)
    else if (!read.states) conditions.push(condition)
  }
  if (anyKind.length > 0) conditions.push(sql<boolean>`(${sql.join(anyKind.map(ofKind), sql` or `)})`)
  if (anyState.length > 0) conditions.push(inState(anyState))
  const wanted = new Set(anyKind.map(({ kind }) => kind))
  const isWanted = (kind: string) => anyKind.length === 0 || wanted.has(kind)
  // Of a kind that knows none of the states nothing is looked at.
  const isThere = (kind: string) =>
    anyState.length === 0 || anyState.some((state) => Object.hasOwn(lives.get(kind)?.states ?? {}, state))
  return {
    said,
    kinds: kinds.filter((kind) => isWanted(kind) && isThere(kind)),
    conditions,
    from,
    to,
    isNothing: said.some(({ flaw }) => flaw === 'value'),
  }
}

function inState(states: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`(r.state = any(${states}::text[]))`
}

function ofKind({ kind, condition }: NonNullable<Read['kind']>): RawBuilder<boolean> {
  return condition ? sql<boolean>`(r.kind = ${kind} and ${condition})` : sql<boolean>`(r.kind = ${kind})`
}

function saidOf({ field, value, isUnwanted, isKnown }: FieldSaid, read: Read): Said {
  const about = { field, value, is_unwanted: isUnwanted }
  if (!isKnown) {
    const names = Object.keys(fieldNames).map((name) => `${name}:`)
    const sentence = `There is no filter “${field}:”, so its words are looked for. The filters are ${names.join(', ')}.`
    return { ...about, flaw: 'unknown', sentence }
  }
  if (value === '')
    return { ...about, flaw: 'empty', sentence: `Write what “${field}:” should be right after it.` }
  return { ...about, flaw: read.wrong === undefined ? null : 'value', sentence: read.wrong ?? null }
}

async function readField(
  tx: Tx,
  actor: Actor,
  { field, value, isKnown }: FieldSaid,
  kinds: readonly string[],
  lives: Lives,
): Promise<Read> {
  if (!isKnown || value === '') return {}
  if (field === 'app' || field === 'place') return { condition: fieldCondition(actor, field, value) }
  if (field === 'tag') return { condition: hasTag(actor, value) }
  if (field === 'kind') return readKind(value, lives)
  if (field === 'state') return readState(value, kinds, lives)
  if (field === 'by') return readPerson(tx, actor, value)
  if (field === 'number') return readNumber(value)
  return readDay(tx, field, value)
}

// The tags of a ticket are for those who work on it.
function hasTag(actor: Actor, value: string): RawBuilder<boolean> {
  return sql<boolean>`((r.kind <> 'ticket' or ${inside(actor)}) and lower(${value}) in (select lower(t.tag) from unnest(r.tags) t(tag)))`
}

function readKind(value: string, lives: Lives): Read {
  const word = value.toLowerCase().replaceAll(/[\s-]+/g, '_')
  const declared = declaredKind(word)
  if (declared) return { kind: declared }
  const open = [...lives.keys()].filter((kind) => !isSealed(kind))
  if (lives.has(word)) return { kind: { kind: word } }
  const words = [...open, ...declaredKinds()].join(', ')
  return { wrong: `There is no kind “${value}”. Write one of ${words} after “kind:”.` }
}

// Words that people say for several states.
const saidStates: Readonly<Record<string, readonly string[]>> = {
  solved: ['resolved', 'closed'],
  published: ['validated'],
  waiting: ['waiting_on_requester', 'waiting_on_vendor', 'waiting_on_approval'],
}

function readState(value: string, kinds: readonly string[], lives: Lives): Read {
  const word = value.toLowerCase().replaceAll(/[\s-]+/g, '_')
  const open = kinds.filter((kind) => !isSealed(kind))
  const known = new Set(open.flatMap((kind) => Object.keys(lives.get(kind)?.states ?? {})))
  const states = [word, ...(saidStates[word] ?? [])].filter((state) => known.has(state))
  if (states.length > 0) return { states }
  return { wrong: `There is no state “${value}”. Write one of ${[...known].join(', ')} after “state:”.` }
}

// Of a ticket whom it is about; of anything else who owns it, for those who see it from the inside.
async function readPerson(tx: Tx, actor: Actor, value: string): Promise<Read> {
  const ids = /^(me|yo)$/i.test(value) ? [actor.personId] : await peopleCalled(tx, actor, value)
  if (ids === undefined) return { wrong: 'You can write “by:me” to find what is yours.' }
  if (ids.length === 0)
    return { wrong: `Nobody is called “${value}”. Write a name from the directory after “by:”.` }
  return {
    condition: sql<boolean>`case when r.kind = 'ticket' then r.requester_id = any(${ids}::uuid[]) else r.owner_id = any(${ids}::uuid[]) and ${inside(actor)} end`,
  }
}

async function peopleCalled(tx: Tx, actor: Actor, value: string): Promise<string[] | undefined> {
  if (!may(actor, 'people.read')) return undefined
  const rows = await tx.all(
    raw<{ id: string }>(
      String.raw`select f.id from core.find_people(core.fold($1), array(select '% ' || regexp_replace(core.fold(w), '([\%_])', '\\\1', 'g') || '%' from unnest($2::text[]) w), $3) f where f.closeness >= 2000`,
      [value.slice(0, 100), value.split(/\s+/).slice(0, 4), people_max],
    ),
  )
  return rows.map(({ id }) => id)
}

function readNumber(value: string): Read {
  const digits = /^#?(\d{1,15})$/.exec(value)?.[1]
  if (digits === undefined) return { wrong: 'Write a number such as 1234 after “number:”.' }
  return { condition: sql<boolean>`(r.number = ${Number(digits)}::bigint)` }
}

/** A day, month or year begins in the organization's time zone; `after:` includes it, `before:` does not. */
async function readDay(tx: Tx, field: string, value: string): Promise<Read> {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value) ?? []
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`)
  if (year === undefined || Number(year) < 1900 || !isDay)
    return { wrong: `Write a day such as 2026-03-31, a month such as 2026-03 or a year after “${field}:”.` }
  const { at } = await tx.one(
    raw<{ at: string }>(
      'select ($2::timestamp at time zone o.time_zone) as at from core.organization o where o.id = $1',
      [tx.orgId, `${year}-${month}-${day}`],
    ),
  )
  return { time: at }
}
