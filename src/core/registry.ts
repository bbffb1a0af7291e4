/** What the capabilities bring, gathered once by the composition root. */
import type { Static, TObject, TSchema } from 'typebox'
import type { Tx } from '../platform/db/transaction.ts'
import type { Http } from '../platform/http/server.ts'
import type { AccountGate } from './accounts.ts'
import type { PlainAction, RecordAction } from './action.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import type { Guard } from './guard.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { MailOut } from './mail-out.ts'
import type { Authenticate } from './mount.ts'
import type { Notices } from './notifications/notices.ts'
import type { RecordRow } from './records/record.ts'
import { declareReading, type Reading } from './records/visible.ts'

/** A read: everything it answers goes through `visible` or a permission. */
export type Reader<Q extends TObject = TObject, O extends TSchema = TSchema> = {
  readonly name: string
  readonly summary: string
  readonly path: string
  readonly params?: TObject
  readonly query?: Q
  /** True where people's unsent words are asked with: they travel in a body, which no proxy's log keeps, as an address is. */
  readonly isPosted?: boolean
  /** True where the reader itself leaves the line of who read a restricted record. */
  readonly tellsReading?: boolean
  readonly output: O
  permits(actor: Actor): boolean
  /** What takes long, worked out before the reading begins; `run` gets it as `prepared`, and decides who may have it. */
  prepare?(app: App, actor: Actor, params: Record<string, string>): Promise<unknown>
  run(context: {
    readonly prepared?: unknown
    readonly app: App
    readonly tx: Tx
    readonly actor: Actor
    readonly params: Record<string, string>
    readonly query: Static<Q>
    readonly now: string
  }): Promise<Static<O>>
}

/** Declares a read. */
export function reader<Q extends TObject, O extends TSchema>(definition: Reader<Q, O>): Reader {
  return definition as unknown as Reader
}

/** Work done later: it runs at least once, so it must be safe to run twice. Of the last try it is told that it is. */
export type JobHandler = (
  app: App,
  payload: Record<string, unknown>,
  attempt?: { isLast: boolean },
) => Promise<void>

/** What was written to a record, before it is told to the timeline. `before` is null when it was created. */
export type Written = {
  readonly before: RecordRow | null
  readonly after: RecordRow
  readonly action: string
  /** What the event will tell, but for what followers add. */
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * Hears of every write inside its transaction. It may move the promise, and add facts to the event. `next` is what
 * follows from the write by itself: it begins when the event was told, with the record as it is then.
 */
export type Follower = (
  context: { readonly app: App; readonly tx: Tx; readonly actor: Actor; readonly now: string },
  written: Written,
) => Promise<
  | {
      due_at?: string | null
      facts?: Record<string, unknown>
      next?: (after: RecordRow) => Promise<RecordRow>
    }
  | undefined
>

/** Hears, inside the write, of what the product told timelines by itself, many records at once. */
export type Listener = (
  context: { readonly app: App; readonly tx: Tx; readonly now: string },
  told: readonly (Pick<Written, 'action' | 'data'> & { readonly record: RecordRow })[],
) => Promise<void>

export type Capability = {
  readonly name: string
  readonly lifecycles?: readonly Lifecycle[]
  readonly readings?: readonly Reading[]
  readonly recordActions?: readonly RecordAction[]
  readonly plainActions?: readonly PlainAction[]
  readonly readers?: readonly Reader[]
  readonly jobs?: Readonly<Record<string, JobHandler>>
  /** What runs beside the jobs as long as a worker does; answers how it ends. */
  beside?(app: App): Promise<() => Promise<void>>
  readonly follower?: Follower
  readonly listener?: Listener
  readonly guard?: Guard
  /** Of these records those whose words it needs as they are, so that an erasure leaves them. */
  readonly keepsWords?: (tx: Tx, recordIds: readonly string[]) => Promise<string[]>
  readonly accountGate?: AccountGate
  readonly mailOut?: MailOut
  readonly notices?: Notices
  /** Schedules, as crontab lines of the job runner. */
  readonly schedules?: readonly string[]
  /** Routes that are neither one action nor one read: uploads, downloads, many writes with a result each. */
  routes?(http: Http, app: App, authenticate: Authenticate): void
  /** Where records of a kind are mounted, e.g. ticket → tickets. */
  readonly plural?: Readonly<Record<string, string>>
}

export type Registry = {
  readonly capabilities: readonly Capability[]
  readonly recordActions: ReadonlyMap<string, RecordAction>
  readonly plainActions: ReadonlyMap<string, PlainAction>
  readonly readers: ReadonlyMap<string, Reader>
  readonly lifecycles: ReadonlyMap<string, Lifecycle>
  readonly jobs: ReadonlyMap<string, JobHandler>
  readonly plural: ReadonlyMap<string, string>
  readonly followers: readonly Follower[]
  readonly listeners: readonly Listener[]
  readonly guard: Guard | undefined
  readonly accountGate: AccountGate | undefined
  readonly mailOut: MailOut | undefined
  readonly notices: Notices | undefined
}

/** Gathers the capabilities; two things of one name are a defect. */
export function createRegistry(capabilities: readonly Capability[]): Registry {
  for (const capability of capabilities)
    for (const reading of capability.readings ?? []) declareReading(reading)
  return {
    capabilities,
    recordActions: byName(capabilities.flatMap((capability) => capability.recordActions ?? [])),
    plainActions: byName(capabilities.flatMap((capability) => capability.plainActions ?? [])),
    readers: byName(capabilities.flatMap((capability) => capability.readers ?? [])),
    lifecycles: new Map(
      capabilities.flatMap((capability) => (capability.lifecycles ?? []).map((life) => [life.kind, life])),
    ),
    jobs: new Map(capabilities.flatMap((capability) => Object.entries(capability.jobs ?? {}))),
    plural: new Map(capabilities.flatMap((capability) => Object.entries(capability.plural ?? {}))),
    followers: capabilities.flatMap((capability) => capability.follower ?? []),
    listeners: capabilities.flatMap((capability) => capability.listener ?? []),
    guard: capabilities.find((capability) => capability.guard)?.guard,
    accountGate: capabilities.find((capability) => capability.accountGate)?.accountGate,
    mailOut: capabilities.find((capability) => capability.mailOut)?.mailOut,
    notices: capabilities.find((capability) => capability.notices)?.notices,
  }
}

function byName<T extends { readonly name: string }>(all: readonly T[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const each of all) {
    if (map.has(each.name)) throw new Error(`Two things are called ${each.name}.`)
    map.set(each.name, each)
  }
  return map
}
