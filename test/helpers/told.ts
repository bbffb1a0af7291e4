/**
 * Watches, in every test that starts a server, whether whoever writes leaves a line: a request that changed a table of
 * an organization must have written to the timeline or the audit log too.
 */
import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import type { Http } from '../../src/platform/http/server.ts'

/** Writes that nobody has to account for, and why. */
export const silent: Readonly<Record<string, string>> = {
  'drafts.save': 'What one has not sent yet is one’s own, and is forgotten after some days.',
  'drafts.remove': 'The same.',
  'notifications.read': 'What one has read of one’s own list.',
  'notices.unread': 'The same.',
  'notices.calendar_file': 'When a link was used last is shown to whom it belongs.',
  'shared_drafts.save': 'The same, of those who write one answer together.',
  'shared_drafts.discard': 'The same.',
  'views.order': 'In which order one has one’s own views.',
  'canned_replies.use': 'How often a text is used is counted without saying by whom.',
  'timer.start': 'What was worked is told when it is noted.',
  'timer.cancel': 'A time that was not noted did not happen.',
  'factor.begin': 'A second factor counts when it was confirmed, which is told.',
  'alerts.take_alertmanager': 'What waits is told in the timeline of the ticket that is made of it.',
  'alerts.take_alerts_of': 'The same.',
  'alerts.take_alerts': 'The same.',
  'alerts.take_icinga': 'The same.',
  'alerts.take_mapped': 'The same.',
  'knowledge.show': 'How often an article is read is counted without saying by whom.',
  'knowledge.show_by_slug': 'The same.',
  'knowledge.public_show': 'The same.',
  'knowledge.note_form_read': 'The same.',
  'training.save_progress': 'What one answers in a course is one’s own, until an outcome of it is told.',
  'training.save_answer': 'The same, of a quiz that is not handed in.',
  'xapi.put_state': 'The same.',
  'xapi.delete_state': 'The same.',
}

/** What changes by itself when somebody uses the product: that they are there, and how often they tried. */
const ofUse =
  /^(core\.(session|throttle|idempotency|search_miss\w*|notification_place)|graphile_worker\.\w+)$/

type Seen = { tables: Set<string>; isTold: boolean }
export type Watch = {
  /** Operations that wrote without a line, with the tables that they wrote to. */
  untold: Map<string, Set<string>>
  /** Operations that wrote and left one. */
  told: Set<string>
  /** All that answered with success, reading or writing. */
  done: Set<string>
}

const present = new AsyncLocalStorage<Seen>()
const original = pg.Client.prototype.query
pg.Client.prototype.query = function watched(this: pg.Client, ...given: unknown[]) {
  const seen = present.getStore()
  if (seen) watchQuery(seen, given[0])
  return original.apply(this, given as never)
} as typeof original

type Batch = { done(error: Error | null, results: { text: string; affected: number }[]): void }

function watchQuery(seen: Seen, query: unknown): void {
  const text = typeof query === 'string' ? query : (query as { text?: string }).text
  if (text !== undefined) {
    look(seen, text)
    return
  }
  // A batch says how many rows each of its statements touched; what touched none wrote nothing.
  const batch = query as Batch
  const { done } = batch
  batch.done = (error, results) => {
    for (const each of error ? [] : results) if (each.affected > 0) look(seen, each.text)
    done.call(batch, error, results)
  }
}

function look(seen: Seen, text: string): void {
  for (const [, table = ''] of text.matchAll(/\b(?:insert into|update|delete from)\s+([a-z_]+\.[a-z_]+)/gi)) {
    if (table === 'core.audit' || table === 'core.event') seen.isTold = true
    else if (!ofUse.test(table)) seen.tables.add(table)
  }
}

/** Fails with the names of operations that wrote and left no line. */
export function assertTold({ untold }: Watch): void {
  const wrong = [...untold].filter(([operation]) => !(operation in silent))
  assert.deepEqual(
    wrong.map(([operation, tables]) => `${operation} wrote to ${[...tables].join()}`),
    [],
  )
}

/** Hooks into the server before it is ready. */
export function watchWrites(http: Http): Watch {
  const watch: Watch = { untold: new Map(), told: new Set(), done: new Set() }
  const seenBy = new WeakMap<object, Seen>()
  http.addHook('onRequest', (request, _reply, done) => {
    const seen: Seen = { tables: new Set(), isTold: false }
    seenBy.set(request, seen)
    present.run(seen, done)
  })
  http.addHook('onResponse', (request, reply, done) => {
    const { operationId } = (request.routeOptions.schema ?? {}) as { operationId?: string }
    const seen = seenBy.get(request)
    if (seen && operationId !== undefined && reply.statusCode < 300) {
      watch.done.add(operationId)
      if (seen.isTold) watch.told.add(operationId)
      else if (seen.tables.size > 0)
        watch.untold.set(operationId, new Set([...(watch.untold.get(operationId) ?? []), ...seen.tables]))
    }
    done()
  })
  return watch
}
