/** What `app:` and the like mean for a kind of record, told by the capability that has the column. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../actor.ts'

/** True for the records (alias `r`) that have the value; the value is what somebody typed. */
type FieldCondition = (actor: Actor, value: string) => RawBuilder<boolean>

const declared = new Map<string, FieldCondition[]>()
const kindsOf = new Map<string, { kind: string; condition: RawBuilder<boolean> }>()
const priors = new Map<string, RawBuilder<number>>()

/** Told once by a capability: how its records are narrowed by `app:` or `place:`. */
export function declareField(field: 'app' | 'place', condition: FieldCondition): void {
  declared.set(field, [...(declared.get(field) ?? []), condition])
}

/** Told once by a capability: a word after `kind:` that means some of its records (alias `r`). */
export function declareKind(word: string, kind: string, condition: RawBuilder<boolean>): void {
  kindsOf.set(word, { kind, condition })
}

/** Told once by a capability: how much its records (alias `r`) weigh beside others that match as well. */
export function declarePrior(kind: string, prior: RawBuilder<number>): void {
  priors.set(kind, prior)
}

/** True when any capability says that the record has the value. */
export function fieldCondition(actor: Actor, field: 'app' | 'place', value: string): RawBuilder<boolean> {
  const any = (declared.get(field) ?? []).map((condition) => condition(actor, value))
  return any.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(any, sql` or `)})`
}

export function declaredKind(word: string): { kind: string; condition: RawBuilder<boolean> } | undefined {
  return kindsOf.get(word)
}

/** The words after `kind:` that capabilities brought. */
export function declaredKinds(): string[] {
  return [...kindsOf.keys()]
}

/** The weight of the record `r`. */
export function priorOf(): RawBuilder<number> {
  const cases = [...priors].map(([kind, prior]) => sql`when r.kind = ${kind} then ${prior}`)
  return cases.length === 0 ? sql<number>`1` : sql<number>`case ${sql.join(cases, sql` `)} else 1 end`
}
