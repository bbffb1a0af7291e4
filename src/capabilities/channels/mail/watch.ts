/**
 * Keeps one connection to each mailbox on which its server says at once that mail came (IMAP IDLE). It reads nothing:
 * it has the mailbox read by the job, which also looks by itself each minute, so that a connection that is lost costs
 * no mail. Of several workers one holds it, by a lease in the mailbox's row.
 */
import type { ImapFlow } from 'imapflow'
import type { App } from '../../../core/app.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { clientFor, isDue, queueReading } from './fetch.ts'
import { type Mailbox, mailboxesOf } from './mailbox.ts'

const lease_seconds = 60
/** Servers hang up on who idles for half an hour, and networks sooner. */
const idle_ms_max = 4 * 60_000
const doublings_max = 9
const between_ms = 100
const goodbye_ms_max = 1_000
export const usualPace = { look_ms: 20_000, pause_ms: 5_000 }

type Watched = { client: ImapFlow | undefined; version: number }
type Watch = {
  app: App
  self: string
  watched: Map<string, Watched>
  /** Of those that could not be watched: how often in a row, and until when they are left alone. */
  failed: Map<string, { times: number; until_ms: number }>
  pause_ms: number
}

/** Begins to watch; answers how it ends, which closes all connections and gives the leases back. */
export function watchMailboxes(app: App, pace = usualPace): () => Promise<void> {
  const watch: Watch = { app, self: newId(), watched: new Map(), failed: new Map(), pause_ms: pace.pause_ms }
  let isOver = false
  let looking = Promise.resolve()
  const next = () => {
    looking = looking
      .then(() => (isOver ? undefined : look(watch)))
      .catch((error: Error) => app.log.warn({ failure: error.name }, 'the mailboxes could not be watched'))
  }
  next()
  const timer = setInterval(next, pace.look_ms)
  timer.unref()
  return async () => {
    isOver = true
    clearInterval(timer)
    await looking
    await Promise.all([...watch.watched.values()].map(hangUp))
    await release(watch).catch(() => undefined)
  }
}

async function look(watch: Watch): Promise<void> {
  const { app, watched } = watch
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const wanted = new Set<string>()
  for (const { id: org } of rows)
    for (const box of await leased(watch, org)) {
      wanted.add(box.id)
      const known = watched.get(box.id)
      if (known && known.version !== box.version) void hangUp(known)
      const rest = watch.failed.get(box.id)
      if (!known && (rest === undefined || rest.until_ms <= performance.now())) void follow(watch, org, box)
    }
  // Switched off, or taken over by another worker since this one was held up.
  for (const [id, each] of watched) if (!wanted.has(id)) void hangUp(each)
}

/** The mailboxes that this worker watches now: nobody else does, and they are on and answer. */
function leased({ app, self }: Watch, org: string): Promise<Mailbox[]> {
  return write(app.pool, org, async (tx) => {
    const now_ms = app.clock.now().getTime()
    const boxes = (await tx.all(mailboxesOf(org))).filter((box) => box.is_on && isDue(box, now_ms))
    if (boxes.length === 0) return []
    const taken = await tx.all(
      raw<{ id: string }>(
        `update channels.mailbox set watcher = $3, watched_until = now() + make_interval(secs => ${lease_seconds})
         where org_id = $1 and id in (select id from channels.mailbox where org_id = $1 and id = any($2::uuid[])
           and (watcher = $3 or watched_until is null or watched_until < now()) for update skip locked) returning id`,
        [org, boxes.map(({ id }) => id), self],
      ),
    )
    return boxes.filter(({ id }) => taken.some((each) => each.id === id))
  })
}

/** Holds the connection until it ends. What goes wrong is told by the job that reads; here it only takes longer. */
async function follow(watch: Watch, org: string, box: Mailbox): Promise<void> {
  const { app, watched, failed } = watch
  const state: Watched = { client: undefined, version: box.version }
  watched.set(box.id, state)
  try {
    const client = await clientFor(app, org, box, {
      maxIdleTime: idle_ms_max,
      socketTimeout: 2 * idle_ms_max,
    })
    state.client = client
    const ring = () =>
      write(app.pool, org, async (tx) => queueReading(app, tx, box.id)).catch((error: Error) =>
        app.log.warn({ mailbox: box.id, failure: error.name }, 'new mail is left to the next look'),
      )
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) void ring()
    })
    await client.connect()
    await client.mailboxOpen('INBOX', { readOnly: true })
    if (!client.capabilities.has('IDLE')) throw new Error('The server does not tell of new mail.')
    failed.delete(box.id)
    // What came before the connection stood.
    await ring()
    while (client.usable) {
      if ((await client.idle()) === false) throw new Error('The server does not tell of new mail.')
      // A server that ends each wait at once is not asked without end.
      await new Promise((done) => setTimeout(done, between_ms))
    }
  } catch {
    const times = (failed.get(box.id)?.times ?? 0) + 1
    const pause_ms = watch.pause_ms * 2 ** Math.min(times, doublings_max)
    failed.set(box.id, { times, until_ms: performance.now() + pause_ms })
  } finally {
    state.client?.close()
    watched.delete(box.id)
  }
}

/** Says goodbye, so that the server need not wait for what comes no more; one that does not answer is left. */
async function hangUp({ client }: Watched): Promise<void> {
  if (!client) return
  const timer = setTimeout(() => client.close(), goodbye_ms_max)
  await client.logout().catch(() => client.close())
  clearTimeout(timer)
}

async function release({ app, self }: Watch): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows)
    await write(app.pool, org, async (tx) =>
      tx.send(
        raw('update channels.mailbox set watched_until = null where org_id = $1 and watcher = $2', [
          org,
          self,
        ]),
      ),
    )
}
