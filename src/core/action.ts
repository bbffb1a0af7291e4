/**
 * What may be written, as data. An action's name is its permission, its word in the timeline, its operation in
 * the API and its entry in the command palette.
 */
import type { Static, TObject, TProperties, TSchema } from 'typebox'
import type { Answers, Query, Tx } from '../platform/db/transaction.ts'
import type { Account, AccountAct } from './accounts.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import type { Question } from './guard.ts'
import type { Lifecycle, MoveOf } from './lifecycle.ts'
import type { RecordRow } from './records/record.ts'
import type { Change } from './timeline/event.ts'

export type Changes = Partial<
  Pick<
    RecordRow,
    | 'title'
    | 'state'
    | 'priority'
    | 'team_id'
    | 'owner_id'
    | 'requester_id'
    | 'tags'
    | 'audience'
    | 'restriction'
    | 'due_at'
  >
>

/** What an action did: the record's changed columns, what the timeline should tell, and the answer to the caller. */
export type Outcome<R> = {
  result: R
  changes?: Changes
  /**
   * Goes into the event as it stands. Never words that people wrote: those can be redacted, events cannot. Only
   * what is called `words` is kept beside the event.
   */
  facts?: Record<string, unknown> & { words?: Record<string, Change> }
  /** True when the former words of the changes were taken out and must not be kept. */
  forgetsWords?: boolean
  /** True when only those inside may learn of it, although others of the same action are told outside. */
  isInternal?: boolean
  /** True when nothing was done that the timeline should tell. */
  isSilent?: boolean
  /** What was done beside a silent timeline: leaves a line in the audit log under the action's name. */
  audit?: Record<string, unknown>
}

export type Context<I> = {
  readonly app: App
  readonly tx: Tx
  readonly actor: Actor
  readonly input: I
  /** ISO time of this write; every row that it makes carries it. */
  readonly now: string
}

/** What an action reads for its run, asked for in the trip that locks the record. */
export type Reading = {
  readonly orgId: string
  readonly id: string
  readonly actor: Actor
  readonly now: string
}
type Queries = readonly Query<unknown>[]
/** Tells what the answers of an input were asked for, by their pointers; `id` is the record's, or that of the path. */
type Asks = (tx: Tx, id: string) => Promise<ReadonlyMap<string, Question>>

/** An action on one record: it was locked, is visible to the actor, and its move is open. */
export type RecordAction<I extends TSchema = TSchema, O extends TProperties = TProperties> = {
  readonly name: string
  readonly summary: string
  readonly life: Lifecycle
  readonly move?: string
  /** True when sent again it would be done again: it needs the version that was seen, which it moves. */
  readonly needsVersion?: boolean
  readonly input: I
  readonly output?: TObject<O>
  permits(actor: Actor, record: RecordRow): boolean
  readonly asks?: Asks
  reads?(of: Reading & { readonly input: Static<I> }): Queries
  locksAlso?(of: Reading & { readonly input: Static<I> }): Query<{ id: string }>
  run(
    context: Context<Static<I>> & { readonly record: RecordRow; readonly read: Answers<Queries> },
  ): Promise<Outcome<Record<string, unknown>>>
}

/** An action that works on no record that is there yet: it creates one, or changes what is no record. */
export type PlainAction<I extends TSchema = TSchema, O extends TSchema = TSchema> = {
  readonly name: string
  readonly summary: string
  /** Where it is mounted when not at /api/<capability>. */
  readonly path?: string
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly params?: TObject
  readonly input: I
  readonly output: O
  readonly asks?: Asks
  /** For privileged actions: a fresh second proof of who it is. */
  readonly needsStepUp?: boolean
  /** For an answer that holds a secret: it is not kept for the same call sent again, which is refused. */
  readonly answersSecret?: boolean
  /** For what could hand somebody's account to a stranger: `run` says whose accounts it changed, and whoever they belong to must have been verified. */
  readonly accountAct?: AccountAct
  permits(actor: Actor): boolean
  /** What takes long, worked out before the write begins; `run` gets it as `prepared`, and looks again at what it depends on. */
  prepare?(app: App, actor: Actor, params: Record<string, string>): Promise<unknown>
  run(
    context: Context<Static<I>> & { readonly params: Record<string, string>; readonly prepared?: unknown },
  ): Promise<PlainOutcome<Static<O>>>
}

export type PlainOutcome<R> = {
  result: R
  /** The record that was made: its first event is appended with these changes. */
  created?: RecordRow
  /** The record that is there already and on which the words of the input were written; `isInternal` when only its inner side reads them. */
  about?: { id: string; isInternal: boolean }
  facts?: Record<string, unknown>
  /** Whose accounts an action with `accountAct` changed; none when it changed nothing that matters to them. */
  accounts?: readonly Account[]
  /** For what is no record: leaves a line in the audit log under the action's name. */
  audit?: Record<string, unknown>
}

/** Declares an action on a record; the move must be one of its lifecycle. */
export function recordAction<
  L extends Lifecycle,
  I extends TSchema,
  O extends TProperties = Record<never, never>,
  Q extends Queries = readonly [],
>(action: {
  name: string
  summary: string
  life: L
  move?: MoveOf<L>
  needsVersion?: boolean
  input: I
  output?: TObject<O>
  permits(actor: Actor, record: RecordRow): boolean
  asks?: Asks
  /** Queries that travel with the lock and run after it; `run` gets their rows as `read`. */
  reads?(of: Reading & { readonly input: Static<I> }): Q
  /** The other records that it changes: all are locked in the order of their ids, so that no two writes wait for each other. */
  locksAlso?(of: Reading & { readonly input: Static<I> }): Query<{ id: string }>
  run(
    context: Context<Static<I>> & { readonly record: RecordRow; readonly read: Answers<Q> },
  ): Promise<Outcome<Static<TObject<O>>>>
}): RecordAction {
  return action as unknown as RecordAction
}

/** Declares an action that creates, or that changes what is no record. */
export function plainAction<I extends TSchema, O extends TSchema>(action: PlainAction<I, O>): PlainAction {
  return action as unknown as PlainAction
}
