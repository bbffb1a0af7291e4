/** Who requests and who approves, for the tests: a nurse, her manager, his manager, and others, on a Wardline of their own. */
import type { Client } from '../../../test/helpers/server.ts'
import type { Actor } from '../../core/actor.ts'
import { createWithin } from '../../core/execute.ts'
import type { Writing } from '../../core/followers.ts'
import { type Tx, write } from '../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { beginFulfilment, type Fulfilment, fileTicket } from '../tickets/index.ts'
import { type ApprovalPlan, beginApprovals } from './index.ts'

export type ApprovalCast = Cast & {
  manager: Client
  director: Client
  owner: Client
  colleague: Client
  /** Files a request of the nurse with a plan, and what is to be done after it, as the catalog does. */
  request(
    plan: ApprovalPlan,
    more?: { ownerId?: string | null; fulfilment?: Fulfilment; by?: Client },
  ): Promise<string>
  inWrite<T>(by: Client, run: (writing: Writing) => Promise<T>): Promise<T>
  /** The newest approval of the person on the ticket. */
  approvalOf(ticketId: string, client: Client): Promise<string>
  /** Lets hours pass without anybody being signed out. */
  later(hours: number): Promise<void>
  /** Takes the waiting jobs of the name and runs each twice, as a worker that was killed would. */
  runJobs(name: string): Promise<number>
}

export async function startApprovalCast(
  options: Parameters<typeof startCast>[0] = {},
): Promise<ApprovalCast> {
  const cast = await startCast(options)
  const { wardline, nurse, rows } = cast
  const manager = await wardline.person('Mara Manager', [])
  const director = await wardline.person('Dan Director', [])
  const owner = await wardline.person('Olga Owner', [])
  const colleague = await wardline.person('Cora Colleague', [])
  const manages = (who: Client, whom: Client) =>
    rows('update core.person set manager_id = $1 where id = $2', [who.personId, whom.personId])
  await manages(manager, nurse)
  await manages(director, manager)
  const { app } = wardline.composition
  const actorOf = (client: Client): Actor => ({
    orgId: wardline.orgId,
    personId: client.personId,
    name: '',
    permissions: new Set(['tickets.create', 'tickets.reply']),
    teamIds: [],
    sessionId: null,
    steppedUpAt: null,
    address: null,
  })
  const inWrite = <T>(by: Client, run: (writing: Writing) => Promise<T>) =>
    write(app.pool, wardline.orgId, (tx: Tx) =>
      run({ app, tx, actor: actorOf(by), now: app.clock.now().toISOString() }),
    )
  return {
    ...cast,
    manager,
    director,
    owner,
    colleague,
    inWrite,
    request: (plan, { ownerId = null, fulfilment, by = nurse } = {}) =>
      inWrite(by, async (writing) => {
        const input = { kind: 'service_request', title: 'A new laptop', body: 'Mine is slow.' }
        const { id } = (await createWithin(writing, fileTicket, input)) as { id: string }
        await beginApprovals(writing, { id }, plan, { ownerId })
        if (fulfilment) await beginFulfilment(writing, { id }, fulfilment)
        return id
      }),
    async approvalOf(ticketId, client) {
      const [found] = await rows(
        `select a.id from approvals.approval a join approvals.round o on o.id = a.round_id
         where o.ticket_id = $1 and a.approver_id = $2 order by a.began_at desc, a.id desc limit 1`,
        [ticketId, client.personId],
      )
      return String(found?.id)
    },
    async later(hours) {
      wardline.clock.advance(hours * 3_600_000)
      const now = wardline.clock.now()
      const tomorrow = new Date(now.getTime() + 86_400_000)
      await rows('update core.session set last_active_at = $1, expires_at = $2', [now, tomorrow])
    },
    async runJobs(name) {
      const jobs = (await rows(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
         where t.id = j.task_id and t.identifier = $1 returning j.payload`,
        [name],
      )) as { payload: Record<string, unknown> }[]
      const handler = app.registry.jobs.get(name)
      if (!handler) throw new Error(`There is no job ${name}.`)
      for (const { payload } of [...jobs, ...jobs]) await handler(app, payload)
      return jobs.length
    },
  }
}

export { must }
