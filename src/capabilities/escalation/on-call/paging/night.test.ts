import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../../test/helpers/server.ts'
import { runJobs, withQueue } from '../../../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../../../tickets/fixture.ts'
import { pageDue } from './due.ts'

/** The night begins at 02:00 in Chicago. The queue compares with the real time too, so it lies in the future. */
const start = '2031-04-08T07:00:00Z'
const minute_ms = 60_000
let cast: Cast
let ids: Record<'ben' | 'cem' | 'lea' | 'agent', string>

before(async () => {
  cast = await startCast({ now: start, env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
  const { wardline, network } = cast
  await withQueue(wardline)
  const member = (name: string) => wardline.person(name, ['network-administrator'], [network])
  const [ben, cem, lea] = [await member('Ben Binary'), await member('Cem Cable'), await member('Lea Lead')]
  ids = { ben: ben.personId, cem: cem.personId, lea: lea.personId, agent: cast.agent.personId }
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lea.personId,
  ])
  const daily = (people: string[]) => [
    { people, from: '2031-04-07', to: null, handover_weekday: null, handover_time: '07:00', length_days: 1 },
  ]
  const layer = (name: string, people: string[]) => ({
    name,
    time_zone: 'America/Chicago',
    hours: [],
    rotations: daily(people),
  })
  must(
    await lea.send('PUT', `/api/teams/${network}/rota`, {
      version: 0,
      is_always: true,
      acknowledge_minutes: 15,
      layers: [
        layer('Primary', [ben.personId, cast.specialist.personId]),
        layer('Secondary', [cem.personId]),
      ],
    }),
  )
})
after(() => cast.wardline.close())

/** Sessions end while the night goes by, so everybody signs in anew. */
const asPerson = (name: string) => cast.wardline.signIn(`${name}@main.example`, 'main')
let turns = 0
/** Turns the clock to the time and lets the jobs run; a little later each time, since writes take their milliseconds. */
const at = (time: string) => {
  turns += 1
  const wanted_ms = Date.parse(`2031-04-08T${time}:00-05:00`) + turns * 100
  cast.wardline.clock.advance(wanted_ms - cast.wardline.clock.now().getTime())
  return runJobs(cast.wardline)
}
async function fileAndPage(more: Record<string, unknown> = {}): Promise<string> {
  const agent = await asPerson('sam.agent')
  const id = await cast.file(agent, {
    team_id: cast.network,
    title: 'Zeppelin is down',
    requester_id: cast.nurse.personId,
  })
  must(await agent.post(`/api/tickets/${id}/page`, { reason: 'Zeppelin ward is offline', ...more }))
  return id
}
async function pagesOf(id: string, who?: Client) {
  return must(await (who ?? (await asPerson('sam.agent'))).get(`/api/tickets/${id}/pages`)).body
}
async function calls(id: string): Promise<string[]> {
  const { rows } = await pagesOf(id)
  return rows[0].calls.map(
    (call: { person: { name: string }; because: string; layer: string | null; called_at: string }) =>
      `${call.called_at.slice(11, 16)} ${call.person.name} ${call.layer ?? call.because}`,
  )
}
const told = (id: string) =>
  cast.rows(
    "select p.name, n.reason from core.notification n join core.person p on p.id = n.person_id where n.record_id = $1 and n.reason like '%page%' order by n.created_at, p.name",
    [id],
  )

test('Nobody answers: the second layer, then the lead is called, and who paged hears that nobody did.', async () => {
  await at('02:00')
  const id = await fileAndPage()
  await at('02:14')
  assert.deepEqual(await calls(id), ['07:00 Ben Binary Primary'], 'nobody is hurried')
  await at('02:15')
  await at('02:30')
  assert.equal((await pagesOf(id)).rows[0].state, 'open')
  await at('02:45')
  await at('05:00')
  assert.deepEqual(await calls(id), [
    '07:00 Ben Binary Primary',
    '07:15 Cem Cable Secondary',
    '07:30 Lea Lead lead',
  ])
  assert.equal((await pagesOf(id)).rows[0].state, 'unanswered')
  assert.deepEqual(await told(id), [
    { name: 'Ben Binary', reason: 'paged' },
    { name: 'Cem Cable', reason: 'paged' },
    { name: 'Lea Lead', reason: 'paged' },
    { name: 'Sam Agent', reason: 'page_unanswered' },
  ])
  const seen = must(await (await asPerson('sam.agent')).get(`/api/tickets/${id}`)).body
  assert.deepEqual(seen.events.map((event: { action: string }) => event.action).slice(1), [
    'escalation.page',
    'escalation.page_next',
    'escalation.page_next',
    'escalation.page_unanswered',
  ])
  assert.ok(!JSON.stringify(seen.events).includes('ward is offline'), 'the reason stays out of the timeline')
  const requester = must(await (await asPerson('nora.nurse')).get(`/api/tickets/${id}`)).body
  assert.doesNotMatch(
    JSON.stringify(requester),
    /escalation\.page|ward is offline/,
    'those outside hear nothing',
  )
  const note = seen.messages.find((message: { is_internal: boolean }) => message.is_internal)
  assert.equal(note.body, 'Zeppelin ward is offline', 'why is a note, which can be redacted')
  const mails = await cast.rows(
    "select subject, body_text, body_html from core.outbox where body_text like '%/desk/tickets/' || $1 || '%'",
    [id],
  )
  assert.equal(mails.length, 4)
  assert.doesNotMatch(JSON.stringify(mails), /zeppelin/i)
  const late = await asPerson('lea.lead')
  assert.equal(must(await late.get('/api/on-call/pages')).body.rows[0].record.id, id)
  assert.equal(
    must(await late.post(`/api/tickets/${id}/acknowledge`)).body.acknowledged,
    1,
    'better late than never',
  )
  assert.deepEqual(must(await late.get('/api/on-call/pages')).body.rows, [])
  const admin = await cast.wardline.admin()
  must(await admin.post(`/api/tickets/${id}/redact`, { text: 'ward is offline', is_everywhere: true }))
  assert.doesNotMatch(
    JSON.stringify(await pagesOf(id)),
    /ward is offline/,
    'what is redacted is gone here too',
  )
})

test('The second one answers: nobody else is called, and who paged is told.', async () => {
  await at('05:10')
  const id = await fileAndPage()
  const ben = await asPerson('ben.binary')
  assert.deepEqual(
    must(await ben.get('/api/on-call/pages')).body.rows.map(
      (row: { record: { id: string } }) => row.record.id,
    ),
    [id],
  )
  await at('05:25')
  const cem = await asPerson('cem.cable')
  must(await cem.post(`/api/tickets/${id}/acknowledge`))
  assert.equal((await cem.post(`/api/tickets/${id}/acknowledge`)).status, 409)
  await at('05:41')
  assert.deepEqual(await calls(id), ['10:10 Ben Binary Primary', '10:25 Cem Cable Secondary'])
  const [page] = (await pagesOf(id)).rows
  assert.deepEqual([page.state, page.acknowledged_by.name, page.due_at], ['acknowledged', 'Cem Cable', null])
  assert.deepEqual((await told(id)).at(-1), { name: 'Sam Agent', reason: 'page_acknowledged' })
  assert.deepEqual(must(await (await asPerson('ben.binary')).get('/api/on-call/pages')).body.rows, [])
})

test('A hand-over at seven comes in between: who has taken over is called, before the second layer.', async () => {
  await at('06:50')
  const id = await fileAndPage()
  await at('07:05')
  assert.deepEqual(await calls(id), ['11:50 Ben Binary Primary', '12:05 Ned Network Primary'])
  must(await (await asPerson('ned.network')).post(`/api/tickets/${id}/acknowledge`))
})

test('After a pause of the worker the next one is called once, and has the whole time to answer.', async () => {
  await at('08:00')
  const id = await fileAndPage()
  cast.wardline.clock.advance(180 * minute_ms)
  await runJobs(cast.wardline)
  assert.deepEqual(await calls(id), ['13:00 Ned Network Primary', '16:00 Cem Cable Secondary'])
  assert.match((await pagesOf(id)).rows[0].due_at, /T16:15/)
  // The same job once more, and one that comes too early, do nothing.
  const { rows } = await cast.wardline.owner.query('select id from escalation.page where record_id = $1', [
    id,
  ])
  const job = { org: cast.wardline.orgId, page: rows[0].id }
  for (const step of [1, 1, 2]) await pageDue(cast.wardline.composition.app, { ...job, step })
  assert.equal((await calls(id)).length, 2)
  await Promise.all(
    [1, 2, 3].map(() => {
      cast.wardline.clock.advance(15 * minute_ms)
      return pageDue(cast.wardline.composition.app, { ...job, step: 2 })
    }),
  )
  assert.deepEqual(
    (await calls(id)).slice(2).map((call) => call.slice(6)),
    ['Lea Lead lead'],
    'of three at once only one calls',
  )
})

test('A ticket that is done in the meantime calls nobody any more.', async () => {
  await at('13:00')
  const id = await fileAndPage()
  must(await (await asPerson('sam.agent')).post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  await at('13:15')
  assert.equal((await calls(id)).length, 1)
  assert.equal((await pagesOf(id)).rows[0].state, 'ended')
  assert.equal(
    (await (await asPerson('sam.agent')).post(`/api/tickets/${id}/page`, { reason: 'x' })).status,
    409,
  )
})

test('One person is paged, once at a time, and only somebody who may see the ticket; others may not page at all.', async () => {
  await at('14:00')
  const id = await fileAndPage({ person_id: ids.lea })
  assert.deepEqual(await calls(id), ['19:00 Lea Lead person'])
  const again = await (await asPerson('sam.agent')).post(`/api/tickets/${id}/page`, { reason: 'x' })
  assert.match(again.body.detail, /Network is being paged for this already/)
  await at('14:15')
  assert.deepEqual((await calls(id)).at(-1), '19:15 Ned Network Primary', 'then the team as usual')
  const agent = await asPerson('sam.agent')
  const elsewhere = await cast.file(agent, { team_id: cast.desk })
  const page = (body: Record<string, unknown>) =>
    agent.post(`/api/tickets/${elsewhere}/page`, { reason: 'x', ...body })
  const hidden = await page({ team_id: cast.network })
  assert.deepEqual([hidden.status, hidden.body.errors[0].pointer], [422, '#/team_id'])
  assert.match(hidden.body.detail, /may not see this ticket\. Pass the ticket to Network first/)
  assert.match((await page({ team_id: cast.desk })).body.detail, /Nobody is on call for Service Desk now/)
  assert.equal((await page({ team_id: cast.network, person_id: ids.agent })).status, 422)
  assert.equal((await page({ team_id: cast.network, person_id: ids.ben })).status, 422)
  assert.equal((await page({ reason: '  ' })).status, 422)
  const nurse = await asPerson('nora.nurse')
  assert.equal((await nurse.post(`/api/tickets/${id}/page`, { reason: 'x' })).status, 403)
  assert.equal((await nurse.post(`/api/tickets/${id}/acknowledge`)).status, 403)
  assert.equal((await nurse.get(`/api/tickets/${id}/pages`)).status, 403)
  assert.equal((await (await asPerson('ned.network')).get(`/api/tickets/${elsewhere}/pages`)).status, 404)
  assert.equal((await cast.stranger.get('/api/on-call/pages')).status, 401)
})
