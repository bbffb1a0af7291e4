/** Who may do what in training. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, may } from '../../core/actor.ts'

/** Reads of oneself and of those whom one leads. */
export const readsOwn = (actor: Actor) => may(actor, 'training.read_own') || readsAll(actor)
/** Reads of everybody. */
export const readsAll = (actor: Actor) => may(actor, 'training.read_all')
/** Adds to what was learned. */
export const records = (actor: Actor) => may(actor, 'training.record')
/** Says what has to be known. */
export const manages = (actor: Actor) => may(actor, 'training.manage')

const levels_max = 10

/** True for the person (an expression of an id) of whom the actor may read: all, or oneself and whom one leads, however far down. */
export const readable = (actor: Actor, person: RawBuilder<unknown>): RawBuilder<boolean> =>
  readsAll(actor) ? sql<boolean>`true` : ledBy(actor, person)

/** True for the person for whom the actor may plan what to learn: all, or oneself and whom one leads. */
export const plannable = (actor: Actor, person: RawBuilder<unknown>): RawBuilder<boolean> =>
  manages(actor) ? sql<boolean>`true` : ledBy(actor, person)

function ledBy(actor: Actor, person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`${person} in (
    with recursive led (id, depth) as (
      select ${actor.personId}::uuid, 0
      union
      select p.id, l.depth + 1 from core.person p join led l on p.manager_id = l.id
      where p.org_id = ${actor.orgId} and p.kind = 'staff' and l.depth < ${levels_max})
    select id from led)`
}
