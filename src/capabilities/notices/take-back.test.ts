/** What waits in the outbox is asked for its right again when it leaves, before a real SMTP server. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { runJobs } from '../../core/people/fixture.ts'
import { queueMail } from '../../core/people/outbox.ts'
import { write } from '../../platform/db/transaction.ts'
import { type ApprovalCast, startApprovalCast } from '../approvals/fixture.ts'
import { type IncidentCast, startIncidents } from '../incidents/fixture.ts'
import { must } from '../tickets/fixture.ts'
import { tend } from './deliver.ts'

const received: string[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    text(stream).then((raw) => {
      received.push(raw)
      done()
    }, done)
  },
})
let cast: IncidentCast
let approvals: ApprovalCast

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const env = { SMTP_URL: `smtp://127.0.0.1:${port}` }
  cast = await startIncidents({ env })
  approvals = await startApprovalCast({ env })
})
after(async () => {
  await cast?.wardline.close()
  await approvals?.wardline.close()
  await new Promise<void>((resolve) => server.close(resolve))
})

test('A mail that waits while its record is restricted from its reader is not sent; one about an open record is.', async () => {
  const { app } = cast.wardline.composition
  const [open, kept] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
  await write(app.pool, cast.wardline.orgId, async (tx) => {
    for (const about of [open, kept])
      queueMail(tx, app, {
        to: { personId: cast.agent.personId, email: 'sam.agent@main.example' },
        subject: about === open ? 'Open news' : 'Kept news',
        text: 'Hello.\n',
        about,
        now: cast.wardline.clock.now().toISOString(),
      })
  })
  await cast.wardline.owner.query("update core.record set restriction = 'listed' where id = $1", [kept])
  await runJobs(cast.wardline)
  assert.ok(received.some((raw) => raw.includes('Open news')))
  assert.ok(!received.some((raw) => raw.includes('Kept news')))
  const [mail] = await cast.rows("select state, body_text from core.outbox where subject = 'Kept news'")
  assert.deepEqual(mail, { state: 'failed', body_text: '' })
})

test('News of an incident that waits is asked for again: from whom it is kept meanwhile, it does not go.', async () => {
  const { rows, wardline } = cast
  const [open, kept] = [await cast.declared(), await cast.declared()]
  for (const id of [open, kept]) {
    must(await cast.act(cast.nurse, id, 'follow'))
    must(await cast.act(cast.lead, id, 'publish', { body: 'We look at it.' }))
  }
  await runOnly('incidents.mail')
  await rows("update core.record set restriction = 'listed' where id = $1", [kept])
  received.length = 0
  await runJobs(wardline)
  const states = await rows(
    'select about_id = $2 as is_kept, state, body_text = $3 as is_empty from core.outbox where to_person_id = $1 and about_id in ($2, $4) order by 1',
    [cast.nurse.personId, kept, '', open],
  )
  assert.deepEqual(states, [
    { is_kept: false, state: 'sent', is_empty: false },
    { is_kept: true, state: 'failed', is_empty: true },
  ])
  assert.equal(received.filter((raw) => raw.includes('To: Nora Nurse')).length, 1)
})

test('A digest that names what its reader may not see any more is written anew without it.', async () => {
  const { rows, wardline } = cast
  const [open, kept] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
  const numberOf = async (id: string) =>
    `#${(await rows('select number from core.record where id = $1', [id]))[0]?.number}`
  for (const id of [open, kept])
    must(await cast.agent.post(`/api/tickets/${id}/assign`, { owner_id: cast.secondAgent.personId }))
  wardline.clock.advance(86_400_000)
  const { app } = wardline.composition
  await tend(app, {})
  const digests = () =>
    rows('select state, body_text from core.outbox where to_person_id = $1 order by created_at, id', [
      cast.secondAgent.personId,
    ])
  const [first, ...more] = await digests()
  assert.deepEqual(more, [], 'one mail for both')
  for (const id of [open, kept]) assert.ok(String(first?.body_text).includes(await numberOf(id)))
  await rows("update core.record set restriction = 'listed', owner_id = null where id = $1", [kept])
  await runJobs(wardline)
  await tend(app, {})
  await runJobs(wardline)
  const [taken, anew, ...others] = await digests()
  assert.deepEqual([taken, others], [{ state: 'failed', body_text: '' }, []])
  assert.equal(anew?.state, 'sent')
  assert.ok(String(anew?.body_text).includes(await numberOf(open)))
  assert.ok(!String(anew?.body_text).includes(await numberOf(kept)))
})

test('A mail that asks for an approval goes to who sees no ticket, and not when it was decided or restricted meanwhile.', async () => {
  const { manager, rows, wardline } = approvals
  const asks = { steps: [{ name: 'Manager', who: 'manager' as const, needs: 'any' as const }] }
  const ids = [await approvals.request(asks), await approvals.request(asks), await approvals.request(asks)]
  const [, decided, kept] = ids as [string, string, string]
  await approvals.runJobs('approvals.mail')
  must(await manager.post(`/api/approvals/${await approvals.approvalOf(decided, manager)}/approve`, {}))
  await rows("update core.record set restriction = 'listed' where id = $1", [kept])
  received.length = 0
  await runJobs(wardline)
  const mails = await rows(
    `select o.state, o.last_error from core.outbox o join approvals.link l on l.id = o.id join approvals.approval a on a.id = l.approval_id
       join approvals.round r on r.id = a.round_id where o.to_person_id = $1 order by array_position($2::uuid[], r.ticket_id)`,
    [manager.personId, ids],
  )
  const over = {
    state: 'failed',
    last_error: 'It was not sent: what it asks for cannot be decided any more.',
  }
  assert.deepEqual(mails, [{ state: 'sent', last_error: null }, over, over])
  assert.equal(received.filter((raw) => raw.includes('To: Mara Manager')).length, 1)
})

/** Runs the waiting jobs of one name, and leaves what they make waiting. */
async function runOnly(name: string): Promise<void> {
  const { app } = cast.wardline.composition
  const jobs = await cast.rows(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = $1 returning j.payload`,
    [name],
  )
  for (const { payload } of jobs) await app.registry.jobs.get(name)?.(app, payload as Record<string, unknown>)
}
