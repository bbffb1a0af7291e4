import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'
import type { ApprovalStep } from './plan.ts'

let cast: ApprovalCast
before(async () => {
  cast = await startApprovalCast({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
})
after(() => cast?.wardline.close())

const byManager: ApprovalStep = { name: 'Manager', who: 'manager', needs: 'any' }
const approve = (client: Client, id: string) => client.post(`/api/approvals/${id}/approve`, {})
const state = async (id: string) =>
  String((await cast.rows('select state from core.record where id = $1', [id]))[0]?.state)

const remind = () =>
  cast.wardline.composition.app.registry.jobs.get('approvals.remind')?.(cast.wardline.composition.app, {})
const reminders = async (approval: string) => {
  const [row] = await cast.rows('select reminded_at, escalated_to_id from approvals.approval where id = $1', [
    approval,
  ])
  return [row?.reminded_at !== null, row?.escalated_to_id !== null]
}

test('A reminder is sent once however often the job runs, then who manages the approver may decide.', async () => {
  const { manager, director } = cast
  const id = await cast.request({ steps: [{ ...byManager, remind_hours: 4 }] })
  const approval = await cast.approvalOf(id, manager)
  await remind()
  assert.deepEqual(await reminders(approval), [false, false])
  await cast.later(5)
  await Promise.all([remind(), remind(), remind()])
  const news = async (client: Client, reason: string) =>
    Number(
      (
        await cast.rows(
          'select count(*)::int as n from core.notification where record_id = $1 and person_id = $2 and reason = $3',
          [id, client.personId, reason],
        )
      )[0]?.n,
    )
  assert.equal(await news(manager, 'approval_reminder'), 1)
  assert.equal((await approve(director, approval)).status, 404)
  await cast.later(5)
  await Promise.all([remind(), remind()])
  await remind()
  assert.deepEqual(
    [await news(manager, 'approval_reminder'), await news(director, 'approval_overdue')],
    [1, 1],
  )
  must(await approve(director, approval))
  assert.equal(await state(id), 'new')
})

test('A reminder job that is killed in the middle, and runs again, reminds once.', async () => {
  const { manager, wardline } = cast
  const id = await cast.request({ steps: [{ ...byManager, remind_hours: 1 }] })
  await cast.later(2)
  const holder = await wardline.owner.connect()
  await holder.query('begin')
  await holder.query('lock table core.notification in share row exclusive mode')
  const killed = assert.rejects(async () => remind())
  try {
    for (let tries = 0; tries < 500; tries++) {
      const { rowCount } = await holder.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()",
      )
      if (rowCount) break
      await new Promise((done) => setTimeout(done, 10))
    }
    await killed
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  await remind()
  await remind()
  const told = await cast.rows(
    "select id from core.notification where record_id = $1 and person_id = $2 and reason = 'approval_reminder'",
    [id, manager.personId],
  )
  assert.equal(told.length, 1)
})

test('The link of the mail opens the page for whom it was sent to, once and in time, and decides nothing.', async () => {
  const { manager, colleague, wardline } = cast
  await cast.runJobs('approvals.mail')
  await cast.rows('delete from core.outbox')
  const id = await cast.request({ steps: [byManager] })
  assert.equal(await cast.runJobs('approvals.mail'), 1)
  const mails = await cast.rows('select subject, body_text, body_html from core.outbox')
  assert.equal(mails.length, 1, 'once, however often the job runs')
  assert.doesNotMatch(JSON.stringify(mails), /laptop|slow|Nora/)
  const tokenOf = (text: unknown) =>
    decodeURIComponent(/approvals\/open\?o=main&t=([^\s"]+)/.exec(String(text))?.[1] ?? '')
  const token = tokenOf(mails[0]?.body_text)
  const open = (client: Client, given = token) => client.post('/api/approvals/open-link', { token: given })
  assert.equal((await wardline.anonymous.post('/api/approvals/open-link', { token })).status, 401)
  assert.equal((await open(colleague)).status, 403)
  assert.match((await open(manager, `${token}x`)).body.detail, /not complete/)
  const approval = await cast.approvalOf(id, manager)
  assert.equal(must(await open(manager)).body.id, approval)
  assert.equal(await state(id), 'waiting_on_approval', 'opening decides nothing')
  assert.match((await open(manager)).body.detail, /used already/)
  const [stored] = await cast.rows('select token_hash from approvals.link where approval_id = $1', [approval])
  assert.notEqual(stored?.token_hash, token)
  await cast.rows('delete from core.outbox')
  await cast.request({ steps: [byManager] })
  await cast.runJobs('approvals.mail')
  const [late] = await cast.rows('select body_text from core.outbox')
  await cast.later(15 * 24)
  assert.match((await open(manager, tokenOf(late?.body_text))).body.detail, /expired/)
})
