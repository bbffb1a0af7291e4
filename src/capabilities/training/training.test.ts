import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import type { PoolClient } from 'pg'
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { read } from '../../platform/db/transaction.ts'
import { reckon } from './requirements/reckon.ts'

let wardline: Wardline
let trainer: Client
let lead: Client
let nurse: Client
let stranger: Client
let admin: Client
const now = '2026-06-15T12:00:00Z'

before(async () => {
  wardline = await startWardline({ now })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  lead = await wardline.person('Lea Lead', ['requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  stranger = await wardline.person('Otto Other', ['requester'])
  admin = await wardline.admin()
  await wardline.owner.query("update core.person set manager_id = $1, title = 'Nurse' where id = $2", [
    lead.personId,
    nurse.personId,
  ])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

let codes = 0
async function competency(): Promise<{ id: string; code: string }> {
  const { rows } = must(await trainer.get('/api/training/frameworks'))
  const framework =
    rows.find(({ name }: { name: string }) => name === 'Own') ??
    must(await trainer.post('/api/training/frameworks', { name: 'Own' }))
  const code = `C${++codes}`
  const { id } = must(
    await trainer.post('/api/training/competencies', {
      framework_id: framework.id,
      code,
      kind: 'skill',
      name: `Skill ${code}`,
    }),
  )
  return { id, code }
}
const yearly = { level: 1, valid_months: 12, renewal_days: 30, grace_days: 14, starts_on: '2026-01-01' }
const ask = async (subject: object, rule: object = {}) => {
  const { id: competency_id, code } = await competency()
  const { id } = must(
    await trainer.post('/api/training/requirements', { competency_id, ...yearly, ...subject, ...rule }),
  )
  return { id, competency_id, code }
}
const learn = (person: Client, more: object) =>
  trainer.post('/api/training/records', {
    person_id: person.personId,
    verb: 'completed',
    origin: 'observed',
    assessor_id: trainer.personId,
    happened_on: '2026-06-01',
    ...more,
  })
const learned = (person: Client, competency_id: string, happened_on: string, level = 1) =>
  learn(person, { happened_on, competencies: [{ competency_id, level }] })
const stateOf = async (person: Client, requirement: string) =>
  must(await trainer.get(`/api/training/people/${person.personId}`)).credentials.find(
    ({ requirement_id }: { requirement_id: string }) => requirement_id === requirement,
  )

const file = JSON.stringify({
  workRoles: [{ workRoleID: 'R-1', workRole: 'Guard', description: 'Guards.' }],
  tasks: [{ tId: 'T1', taskDescription: 'Lock the door.' }, { tId: 'T2' }],
  knowledge: [{ kId: 'K1', knowledgeDescription: 'Knowledge of doors.' }],
})

test('A framework is taken from a file; the same file adds no double, a changed one changes what changed, and a bad row is told.', async () => {
  const take = (text: string) => trainer.post('/api/training/frameworks/import', { name: 'Doors', text })
  const first = must(await take(file))
  assert.deepEqual([first.created, first.updated, first.unchanged, first.refused], [3, 0, 0, 1])
  assert.match(first.errors[0].detail, /name is missing/)
  const again = must(await take(file))
  assert.deepEqual([again.id, again.created, again.updated, again.unchanged], [first.id, 0, 0, 3])
  const changed = must(await take(file.replace('Lock the door.', 'Lock all doors.')))
  assert.deepEqual([changed.created, changed.updated, changed.unchanged], [0, 1, 2])
  const table = must(await take('code;kind;name\nX1;skill;Opening\nX1;skill;Twice\nX2;magic;Flying\n'))
  assert.deepEqual([table.created, table.refused], [1, 2])
  const own = must(
    await trainer.post('/api/training/frameworks/import', {
      name: 'Own list',
      text: JSON.stringify({ levels: ['Low', 'High'], competencies: [{ code: 'A', name: 'Thing' }] }),
    }),
  )
  const { rows } = must(await trainer.get(`/api/training/competencies?framework=${own.id}`))
  assert.deepEqual([rows[0].kind, rows[0].levels], ['skill', ['Low', 'High']])
  for (const text of [
    '',
    '{',
    '[]',
    'no table',
    'color,shape\nred,round\n',
    '{"competencies": 7}',
    '"never closed\na,b',
  ])
    assert.equal((await take(text)).status, 422, JSON.stringify(text))
  assert.equal(
    (await nurse.post('/api/training/frameworks/import', { name: 'Doors', text: file })).status,
    403,
  )
})

const data = process.env.WARDLINE_DATA ?? join(import.meta.dirname, '../../../../shared/data')
const niceFile = join(data, 'nice-framework/nice-2017-all.json')
test('The NICE framework comes in whole, and again without a double.', {
  skip: existsSync(niceFile) ? false : 'the framework is not here',
}, async () => {
  const text = readFileSync(niceFile, 'utf8')
  const take = async () => must(await trainer.post('/api/training/frameworks/import', { name: 'NICE', text }))
  const first = await take()
  assert.deepEqual([first.created, first.refused], [2193, 0])
  const again = await take()
  assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, 2193])
  const { rows } = await wardline.owner.query(
    'select kind, count(*)::int as count from training.competency where framework_id = $1 group by kind',
    [first.id],
  )
  assert.deepEqual(Object.fromEntries(rows.map(({ kind, count }) => [kind, count])), {
    work_role: 52,
    task: 1003,
    knowledge: 594,
    skill: 368,
    ability: 176,
  })
  const pages = []
  let after = ''
  do {
    const page = must(
      await trainer.get(`/api/training/competencies?framework=${first.id}&kind=work_role&limit=20${after}`),
    )
    pages.push(...page.rows.map(({ code }: { code: string }) => code))
    after = page.next ? `&after=${page.next}` : ''
  } while (after)
  assert.equal(new Set(pages).size, 52)
  assert.equal(
    must(await trainer.get(`/api/training/competencies?framework=${first.id}&q=vulnerability%20scan`)).rows
      .length > 0,
    true,
  )
})

test('A credential goes from assigned over in progress and certified to the open window and expired, and a renewal adds.', async () => {
  const { id, competency_id } = await ask({ subject: 'person', subject_id: nurse.personId }, { level: 2 })
  assert.deepEqual(
    [(await stateOf(nurse, id)).state, (await stateOf(nurse, id)).due_on],
    ['assigned', '2026-06-29'],
  )
  must(await learned(nurse, competency_id, '2026-06-02', 1))
  assert.equal((await stateOf(nurse, id)).state, 'in_progress')
  must(await learned(nurse, competency_id, '2024-06-15', 2))
  const expired = await stateOf(nurse, id)
  assert.deepEqual([expired.state, expired.expires_on, expired.is_late], ['expired', '2025-06-15', true])
  must(await learned(nurse, competency_id, '2025-07-15', 2))
  const open = await stateOf(nurse, id)
  assert.deepEqual(
    [open.state, open.window_on, open.expires_on, open.is_late],
    ['window_open', '2026-06-15', '2026-07-15', false],
  )
  must(await learned(nurse, competency_id, '2025-07-16', 2))
  assert.equal((await stateOf(nurse, id)).state, 'certified')
  const failed = await learn(nurse, {
    verb: 'failed',
    happened_on: '2026-06-10',
    competencies: [{ competency_id, level: 2 }],
  })
  must(failed)
  assert.equal((await stateOf(nurse, id)).state, 'certified')
  const { lines } = must(await trainer.get(`/api/training/people/${nurse.personId}`))
  assert.equal(
    lines.filter((line: { competencies: { id: string }[] }) =>
      line.competencies.some((each) => each.id === competency_id),
    ).length,
    5,
  )
})

test('What was revoked counts no more, once, and what was learned before it counts again only when it is still valid.', async () => {
  const { id, competency_id } = await ask({ subject: 'person', subject_id: stranger.personId })
  const line = must(await learned(stranger, competency_id, '2026-05-01'))
  assert.equal((await stateOf(stranger, id)).state, 'certified')
  const revoke = () => trainer.post(`/api/training/records/${line.id}/revoke`, { evidence: 'Wrong person' })
  const revoked = must(await revoke())
  assert.equal((await stateOf(stranger, id)).state, 'revoked')
  assert.equal((await revoke()).status, 409)
  assert.equal(
    (await trainer.post(`/api/training/records/${revoked.id}/revoke`, { evidence: 'No' })).status,
    409,
  )
  must(
    await learn(stranger, {
      verb: 'attempted',
      happened_on: '2026-06-15',
      competencies: [{ competency_id, level: 1 }],
    }),
  )
  assert.equal((await stateOf(stranger, id)).state, 'in_progress')
  must(await learned(stranger, competency_id, '2026-04-01'))
  assert.equal((await stateOf(stranger, id)).achieved_on, '2026-04-01')
})

test('A fixed date is the same for all, leaves the least active period, and adds the years of the validity.', async () => {
  const fixed = { ends_on_day: '12-31', active_days_min: 60 }
  for (const [rule, achieved, ends] of [
    [fixed, '2026-06-01', '2026-12-31'],
    [fixed, '2025-11-01', '2025-12-31'],
    [fixed, '2025-11-02', '2026-12-31'],
    [{ ...fixed, valid_months: 36 }, '2026-03-01', '2028-12-31'],
    [{ ends_on_day: '03-31' }, '2025-03-31', '2026-03-31'],
    [{ valid_months: 6 }, '2025-08-31', '2026-02-28'],
    [{ valid_months: undefined, renewal_days: 0 }, '2001-01-01', null],
  ] as const) {
    const { id, competency_id } = await ask({ subject: 'person', subject_id: lead.personId }, rule)
    must(await learned(lead, competency_id, achieved))
    const credential = await stateOf(lead, id)
    assert.equal(credential.expires_on, ends, JSON.stringify(rule))
    if (ends === null) assert.equal(credential.state, 'certified')
  }
  const { competency_id } = await ask({ subject: 'person', subject_id: lead.personId })
  for (const [rule, pointer] of [
    [{ ends_on_day: '02-29' }, '#/ends_on_day'],
    [{ ends_on_day: '04-31' }, '#/ends_on_day'],
    [{ ends_on_day: '12-31', valid_months: 6 }, '#/valid_months'],
    [{ active_days_min: 10 }, '#/active_days_min'],
    [{ valid_months: undefined }, '#/renewal_days'],
    [{ level: 5 }, '#/level'],
    [{ competency_id: '00000000-0000-7000-8000-000000000000' }, '#/competency_id'],
    [{ subject: 'role' }, '#/subject_id'],
    [{ subject: 'job' }, '#/named'],
  ] as const) {
    const answer = await trainer.post('/api/training/requirements', {
      competency_id,
      ...yearly,
      subject: 'person',
      ...(pointer === '#/subject_id' ? {} : { subject_id: lead.personId }),
      ...rule,
    })
    assert.deepEqual([answer.status, answer.body.errors?.[0]?.pointer], [422, pointer], JSON.stringify(rule))
  }
})

test('It is asked by role, department with those below, application, job and person, and follows who comes and goes.', async () => {
  const { id: above } = must(await admin.post('/api/departments', { name: 'Medicine' }))
  const { id: below } = must(await admin.post('/api/departments', { name: '4 West', parent_id: above }))
  await wardline.owner.query('update core.person set department_id = $1 where id = $2', [
    below,
    nurse.personId,
  ])
  const { roles } = must(await trainer.get('/api/training/choices'))
  const role = roles.find(({ name }: { name: string }) => name === 'Clinical applications trainer')
  const asked = {
    role: await ask({ subject: 'role', subject_id: role.id }),
    department: await ask({ subject: 'department', subject_id: above }),
    application: await ask({ subject: 'application', named: 'Meridian' }),
    job: await ask({ subject: 'job', named: ' NURSE ' }),
  }
  must(
    await trainer.send('PUT', '/api/training/applications/users', {
      application: 'MERIDIAN',
      add: [lead.personId],
      remove: [],
    }),
  )
  const of = async (kind: keyof typeof asked) => {
    const { rows } = await wardline.owner.query(
      'select p.name from training.credential c join core.person p on p.id = c.person_id where c.requirement_id = $1 order by 1',
      [asked[kind].id],
    )
    return rows.map(({ name }) => name)
  }
  assert.deepEqual(await of('role'), ['Tess Trainer'])
  assert.deepEqual(await of('department'), ['Nora Nurse'])
  assert.deepEqual(await of('application'), ['Lea Lead'])
  assert.deepEqual(await of('job'), ['Nora Nurse'])
  await wardline.owner.query('update core.person set department_id = $1 where id = $2', [
    above,
    stranger.personId,
  ])
  await wardline.owner.query("update core.person set title = 'Clerk' where id = $1", [nurse.personId])
  must(
    await trainer.send('PUT', '/api/training/applications/users', {
      application: 'meridian',
      add: [],
      remove: [lead.personId],
    }),
  )
  assert.deepEqual(await of('application'), [])
  await reckonNow()
  assert.deepEqual(await of('department'), ['Nora Nurse', 'Otto Other'])
  assert.deepEqual(await of('job'), [])
  const inside = must(
    await trainer.get(`/api/training/gaps?department=${above}&requirement=${asked.department.id}`),
  )
  assert.deepEqual([inside.now, inside.rows.length], [2, 2])
  const lower = must(await trainer.get(`/api/training/gaps?department=${below}`))
  assert.ok(lower.now > 0)
  assert.ok(lower.rows.every(({ person }: { person: string }) => person === 'Nora Nurse'))
  must(await trainer.send('DELETE', `/api/training/requirements/${asked.department.id}`, {}))
  assert.deepEqual(await of('department'), [])
  const { rows } = must(await trainer.get('/api/training/requirements'))
  assert.equal(rows.find(({ id }: { id: string }) => id === asked.role.id).people, 1)
  assert.equal(
    (
      await trainer.send('PUT', '/api/training/applications/users', {
        application: 'x',
        add: ['00000000-0000-7000-8000-000000000000'],
        remove: [],
      })
    ).status,
    422,
  )
})

const reckonNow = () => reckon(wardline.composition.app, { org: wardline.orgId })

test('The page of gaps tells now and within ninety days apart, by filter, a page at a time, and exports the same.', async () => {
  const { id, competency_id } = await ask(
    { subject: 'role', subject_id: (await roleOf('requester')).id },
    { renewal_days: 10 },
  )
  must(await learned(nurse, competency_id, '2025-06-20'))
  must(await learned(lead, competency_id, '2025-06-15'))
  must(await learned(stranger, competency_id, '2026-06-01'))
  const page = async (query = '') => must(await trainer.get(`/api/training/gaps?requirement=${id}${query}`))
  const all = await page()
  const told = (rows: { person: string; state: string; is_late: boolean }[]) =>
    rows.map(({ person, state, is_late }) => [person, state, is_late])
  assert.deepEqual([all.now, all.soon, all.today], [3, 1, '2026-06-15'])
  const late = ['Lea Lead', 'expired', true]
  const assigned = ['Tess Trainer', 'assigned', false]
  const boss = ['Ada Admin', 'assigned', false]
  const soon = ['Nora Nurse', 'window_open', false]
  assert.deepEqual(told(all.rows).sort(), [late, soon, assigned, boss].sort())
  assert.deepEqual(told((await page('&within=now')).rows).sort(), [late, assigned, boss].sort())
  assert.deepEqual(told((await page('&within=soon')).rows), [soon])
  assert.deepEqual(told((await page(`&person=${lead.personId}`)).rows), [late])
  const first = await page('&limit=2')
  const rest = await page(`&limit=2&after=${first.next}`)
  assert.deepEqual(told([...first.rows, ...rest.rows]), told(all.rows))
  assert.deepEqual(
    [rest.next, rest.now, rest.soon],
    [null, null, null],
    'what was counted is not counted again',
  )
  assert.equal((await trainer.get('/api/training/gaps?after=x')).status, 422)
  const csv = await trainer.get(`/api/training/gaps/export.csv?requirement=${id}`)
  assert.equal(csv.status, 200)
  assert.equal(String(csv.body).trim().split('\r\n').length, 5)
  assert.match(String(csv.body), /Lea Lead/)
})

const roleOf = async (key: string) =>
  (
    await wardline.owner.query('select id from core.role where org_id = $1 and key = $2', [
      wardline.orgId,
      key,
    ])
  ).rows[0]

test('Everybody reads their own, leaders of whom they lead, trainers of all; nobody else.', async () => {
  for (const person of [stranger, lead, nurse, trainer])
    await ask({ subject: 'person', subject_id: person.personId })
  const names = async (client: Client) =>
    new Set(
      must(await client.get('/api/training/gaps?limit=100')).rows.map(
        ({ person }: { person: string }) => person,
      ),
    )
  assert.deepEqual([...(await names(lead))].sort(), ['Lea Lead', 'Nora Nurse'])
  assert.deepEqual([...(await names(stranger))], ['Otto Other'])
  assert.equal((await names(trainer)).size >= 4, true)
  assert.equal((await lead.get(`/api/training/people/${nurse.personId}`)).status, 200)
  assert.equal((await nurse.get(`/api/training/people/${lead.personId}`)).status, 404)
  assert.equal((await nurse.get('/api/training/mine')).status, 200)
  const csv = await stranger.get('/api/training/gaps/export.csv')
  assert.ok(!String(csv.body).includes('Lea Lead'))
  for (const path of ['frameworks', 'competencies', 'requirements', 'choices'])
    assert.equal((await nurse.get(`/api/training/${path}`)).status, 403, path)
  const line = { person_id: nurse.personId, verb: 'completed', origin: 'observed', happened_on: '2026-06-01' }
  assert.equal((await nurse.post('/api/training/records', line)).status, 403)
})

test('The application can add to what was learned, and neither change nor delete it.', async () => {
  for (const table of ['learning_record', 'learning_grant'])
    for (const statement of [`delete from training.${table}`, `update training.${table} set org_id = org_id`])
      await assert.rejects(
        read(wardline.composition.app.pool, wardline.orgId, (tx) => tx.all({ text: statement, values: [] })),
        /permission denied/,
        statement,
      )
})

test('A line without what it needs is refused with a sentence, and nothing of it is stored.', async () => {
  const { competency_id } = await ask({ subject: 'person', subject_id: nurse.personId })
  const count = async () =>
    (await wardline.owner.query('select count(*)::int as count from training.learning_record')).rows[0].count
  const before = await count()
  const outside = { origin: 'outside', assessor_id: undefined, title: 'Course in Springfield' }
  for (const [line, pointer] of [
    [{ happened_on: '2026-06-16' }, '#/happened_on'],
    [{ assessor_id: undefined }, '#/assessor_id'],
    [{ assessor_id: nurse.personId }, '#/assessor_id'],
    [outside, '#/evidence'],
    [{ ...outside, title: undefined, evidence: 'Certificate' }, '#/title'],
    [{ ...outside, evidence_link: 'javascript:alert(1)' }, '#/evidence_link'],
    [{ ...outside, evidence: 'Drew blood of the patient, MRN: 00482913' }, '#/evidence'],
    [
      { ...outside, evidence_link: 'https://x.example/scan?t=patient%20MRN%3A%2000482913' },
      '#/evidence_link',
    ],
    [{ ...outside, evidence_link: 'https://x.example/?mrn=00482913' }, '#/evidence_link'],
    [
      { person_id: trainer.personId, origin: 'outside', assessor_id: undefined, title: 'x', evidence: 'y' },
      '#/person_id',
    ],
    [{ competencies: [{ competency_id, level: 9 }] }, '#/competencies/0/level'],
    [
      { competencies: [{ competency_id: '00000000-0000-7000-8000-000000000000', level: 1 }] },
      '#/competencies/0/competency_id',
    ],
  ] as const) {
    const answer = await learn(nurse, line)
    assert.deepEqual(
      [answer.status, answer.body.errors?.[0]?.pointer],
      [422, pointer],
      JSON.stringify([line, answer.body]),
    )
  }
  assert.equal(await count(), before)
  const { id } = must(await learn(nurse, { ...outside, evidence: 'Certificate 7' }))
  must(await trainer.post(`/api/training/records/${id}/redact`))
  const { lines } = must(await nurse.get('/api/training/mine'))
  const line = lines.find((each: { id: string }) => each.id === id)
  assert.deepEqual([line.title, line.evidence, line.origin], ['', '', 'outside'])
})

const takeFile = async (text: string) => {
  const { hash } = must(await trainer.post('/api/training/records/import/preview', { text }))
  return trainer.post('/api/training/records/import/run', { text, hash })
}

test('Past learning is taken from a CSV as previewed; bad lines are told, and the same file again adds nothing.', async () => {
  const { id, code } = await ask(
    { subject: 'person', subject_id: nurse.personId },
    { valid_months: undefined, renewal_days: 0 },
  )
  const text = [
    'person,competency,level,date,title,score,minutes,evidence',
    `nora.nurse@main.example,${code},does it alone,2024-03-01,Old class,91%,45,Paper file`,
    `nora.nurse@main.example,${code},does it alone,2024-03-01,Old class,91%,45,Paper file`,
    `ghost@main.example,${code},1,2024-03-01,,,,`,
    'nora.nurse@main.example,NONE,1,2024-03-01,,,,',
    `nora.nurse@main.example,${code},9,2024-03-01,,,,`,
    `nora.nurse@main.example,${code},1,2024-02-30,,,,`,
    `nora.nurse@main.example,${code},1,2026-06-16,,,,`,
    `nora.nurse@main.example,${code},1,2024-03-01,,101,,`,
    `nora.nurse@main.example,${code},1,2024-03-01,,,1.5,`,
    `tess.trainer@main.example,${code},1,2024-03-01,,,,`,
    `nora.nurse@main.example,${code},1,2024-03-01,,,,"=HYPERLINK(""x"") MRN: 00482913"`,
  ].join('\n')
  const shown = must(await trainer.post('/api/training/records/import/preview', { text }))
  assert.deepEqual([shown.added, shown.known, shown.refused], [1, 1, 9], JSON.stringify(shown.errors))
  assert.equal((await stateOf(nurse, id)).state, 'assigned')
  assert.equal(
    (await trainer.post('/api/training/records/import/run', { text: `${text}\n`, hash: shown.hash })).status,
    409,
  )
  must(await trainer.post('/api/training/records/import/run', { text, hash: shown.hash }))
  const credential = await stateOf(nurse, id)
  assert.deepEqual([credential.state, credential.achieved_on], ['certified', '2024-03-01'])
  const stale = await trainer.post('/api/training/records/import/run', { text, hash: shown.hash })
  assert.equal(stale.status, 409, 'what was shown is not what it would do now')
  const again = must(await takeFile(text))
  assert.deepEqual([again.added, again.known], [0, 2])
  const { lines } = must(await trainer.get(`/api/training/people/${nurse.personId}`))
  const { id: taken } = lines.find((line: { title: string }) => line.title === 'Old class')
  must(await trainer.post(`/api/training/records/${taken}/revoke`, { evidence: 'Of somebody else' }))
  const { rows } = await wardline.owner.query('select line_hash from training.imported_line')
  assert.equal(rows.length, 0, 'what was taken back is not known any more')
  const renewed = must(await takeFile(text))
  assert.deepEqual([renewed.added, renewed.known], [1, 1], 'and can be taken again')
  for (const bad of ['a,b\n1,2\n', 'person,competency,date\n', '"open'])
    assert.equal((await trainer.post('/api/training/records/import/preview', { text: bad })).status, 422)
})

test('An archived competency is asked of nobody new, and one that is asked is not archived.', async () => {
  const { id, competency_id, code } = await ask({ subject: 'person', subject_id: nurse.personId })
  const archive = () =>
    trainer.send('PUT', `/api/training/competencies/${competency_id}`, {
      code,
      kind: 'skill',
      name: 'Old',
      is_archived: true,
    })
  assert.equal((await archive()).status, 409)
  const edited = { ...yearly, competency_id, valid_months: 24 }
  assert.equal(
    (await trainer.send('PUT', `/api/training/requirements/${id}`, { version: 7, ...edited })).status,
    409,
  )
  assert.equal(
    must(await trainer.send('PUT', `/api/training/requirements/${id}`, { version: 1, ...edited })).version,
    2,
  )
  must(await trainer.send('DELETE', `/api/training/requirements/${id}`, {}))
  must(await archive())
  const again = await trainer.post('/api/training/requirements', {
    ...edited,
    subject: 'person',
    subject_id: nurse.personId,
  })
  assert.equal(again.status, 422)
})

test('Credentials that are made anew from the lines are those that were kept up with each line.', async () => {
  const all = async () => {
    const { rows } = await wardline.owner.query(
      'select requirement_id, person_id, competency_id, achieved_on::text, expires_on::text, window_on::text, is_begun, is_revoked, gap_on::text from training.credential order by 1, 2',
    )
    return rows
  }
  const kept = await all()
  assert.ok(kept.length > 15)
  await wardline.owner.query('delete from training.credential')
  await reckonNow()
  assert.deepEqual(await all(), kept)
})

test('What a double learned stays with the person it was merged into.', async () => {
  const { id, competency_id } = await ask({ subject: 'person', subject_id: nurse.personId })
  const double = await wardline.person('N. Nurse', [])
  must(await learned(double, competency_id, '2026-05-05'))
  assert.equal((await stateOf(nurse, id)).state, 'assigned')
  const everyone = await ask({ subject: 'role', subject_id: (await roleOf('requester')).id })
  must(await learned(double, everyone.competency_id, '2026-05-06'))
  must(await admin.post(`/api/people/${double.personId}/merge`, { into_id: nurse.personId }))
  await reckonNow()
  assert.equal((await stateOf(nurse, everyone.id)).achieved_on, '2026-05-06')
  assert.equal((await stateOf(nurse, id)).achieved_on, '2026-05-05')
  const { lines } = must(await nurse.get('/api/training/mine'))
  assert.ok(lines.some((line: { happened_on: string }) => line.happened_on === '2026-05-05'))
})

test('Nobody takes back or rewrites what they learned as somebody who was merged into them.', async () => {
  const double = await wardline.person('T. Trainer', [])
  const { id } = must(
    await learn(double, { assessor_id: lead.personId, title: 'Class', evidence: 'Seen by Lea' }),
  )
  must(await admin.post(`/api/people/${double.personId}/merge`, { into_id: trainer.personId }))
  assert.equal((await trainer.post(`/api/training/records/${id}/revoke`, { evidence: 'No' })).status, 403)
  assert.equal((await trainer.post(`/api/training/records/${id}/redact`)).status, 403)
  must(await admin.post(`/api/training/records/${id}/redact`))
  must(await admin.post(`/api/training/records/${id}/revoke`, { evidence: 'Wrong person' }))
})

test('What stands for an archived requirement is shown to nobody, and goes with the next reckoning.', async () => {
  const { id, competency_id } = await ask({ subject: 'person', subject_id: nurse.personId })
  const { rows } = await wardline.owner.query('select * from training.credential where requirement_id = $1', [
    id,
  ])
  must(await trainer.send('DELETE', `/api/training/requirements/${id}`, {}))
  await wardline.owner.query(
    'insert into training.credential select * from json_populate_recordset(null::training.credential, $1)',
    [JSON.stringify(rows)],
  )
  const gaps = must(await trainer.get(`/api/training/gaps?competency=${competency_id}`))
  assert.deepEqual([gaps.rows.length, gaps.now, gaps.soon], [0, 0, 0])
  assert.equal(await stateOf(nurse, id), undefined)
  const csv = await trainer.get(`/api/training/gaps/export.csv?competency=${competency_id}`)
  assert.equal(String(csv.body).trim().split('\r\n').length, 1)
  await reckonNow()
  const left = await wardline.owner.query('select from training.credential where requirement_id = $1', [id])
  assert.equal(left.rowCount, 0)
})

/** Does `meanwhile` while the reckoning is held and `act` waits for it. */
async function whileReckoned(act: () => Promise<Answer>, meanwhile: (owner: PoolClient) => Promise<void>) {
  const owner = await wardline.owner.connect()
  try {
    await owner.query('begin')
    await owner.query(
      "select pg_advisory_xact_lock(hashtextextended('training.reckoning ' || $1::text, 0))",
      [wardline.orgId],
    )
    let isDone = false
    const acting = act().finally(() => {
      isDone = true
    })
    for (;;) {
      const { rows } = await wardline.owner.query(
        "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
      )
      if (rows.length > 0 || isDone) break
    }
    await meanwhile(owner)
    await owner.query('commit')
    return await acting
  } finally {
    await owner.query('rollback')
    owner.release()
  }
}

test('Who archives or changes a requirement waits for the reckoning before anything is locked, so that nothing is left and nobody waits in a circle.', async () => {
  const { id, competency_id } = await ask({ subject: 'person', subject_id: nurse.personId })
  const path = `/api/training/requirements/${id}`
  const free = async (owner: PoolClient) => {
    await owner.query('select from training.requirement where id = $1 for update nowait', [id])
  }
  const edited = { ...yearly, version: 1, competency_id, starts_on: '2026-07-01' }
  must(await whileReckoned(() => trainer.send('PUT', path, edited), free))
  must(
    await whileReckoned(
      () => trainer.send('DELETE', path, {}),
      async (owner) => {
        await free(owner)
        await owner.query(
          `insert into training.credential (org_id, requirement_id, person_id, competency_id, asked_on, since, due_on, gap_on)
           values ($1, $2, $3, $4, '2026-06-15', '2026-06-15', '2026-06-15', '2026-06-15')`,
          [wardline.orgId, id, lead.personId, competency_id],
        )
      },
    ),
  )
  const left = await wardline.owner.query('select from training.credential where requirement_id = $1', [id])
  assert.equal(left.rowCount, 0)
})

test('A requirement that begins on another day begins so for everybody, and never before it was asked of them.', async () => {
  const { id, competency_id } = await ask({ subject: 'person', subject_id: nurse.personId })
  const begin = async (version: number, starts_on: string) => {
    const rule = { ...yearly, version, competency_id, starts_on }
    must(await trainer.send('PUT', `/api/training/requirements/${id}`, rule))
    const { due_on, is_late } = await stateOf(nurse, id)
    const { rows } = await wardline.owner.query(
      'select since::text, gap_on::text from training.credential where requirement_id = $1',
      [id],
    )
    return [due_on, is_late, rows[0].since, rows[0].gap_on]
  }
  assert.deepEqual(await begin(1, '2026-09-01'), ['2026-09-15', false, '2026-09-01', '2026-09-01'])
  assert.deepEqual(await begin(2, '2026-08-01'), ['2026-08-15', false, '2026-08-01', '2026-08-01'])
  assert.deepEqual(await begin(3, '2020-01-01'), ['2026-06-29', false, '2026-06-15', '2026-06-15'])
})

test('What tells of a patient is refused in frameworks and competencies too, and in the rows of their files.', async () => {
  const words = 'Sees the patient, MRN: 00482913'
  const name = { name: words }
  assert.equal((await trainer.post('/api/training/frameworks', name)).status, 422)
  const { id } = must(await trainer.post('/api/training/frameworks', { name: 'Guarded' }))
  const competency = { framework_id: id, code: 'G1', kind: 'skill', name: 'Sees' }
  assert.equal((await trainer.post('/api/training/competencies', { ...competency, ...name })).status, 422)
  const described = { ...competency, description: words }
  assert.equal((await trainer.post('/api/training/competencies', described)).status, 422)
  const { id: made } = must(await trainer.post('/api/training/competencies', competency))
  const path = `/api/training/competencies/${made}`
  const edit = { code: 'G1', kind: 'skill', name: words, is_archived: false }
  assert.equal((await trainer.send('PUT', path, edit)).status, 422)
  must(await trainer.send('PUT', path, { ...edit, name: 'Sees all' }))
  assert.equal(
    (await trainer.send('PUT', `/api/training/frameworks/${id}`, { ...name, levels: ['A', 'B', 'C', 'D'] }))
      .status,
    422,
  )
  const text = `code;kind;name\nG2;skill;Hears\nG3;skill;"${words}"\n`
  const taken = must(await trainer.post('/api/training/frameworks/import', { name: 'Guarded', text }))
  assert.deepEqual([taken.created, taken.refused, taken.errors[0].line], [1, 1, 3])
  assert.equal((await trainer.post('/api/training/frameworks/import', { ...name, text })).status, 422)
  const job = { competency_id: made, ...yearly, subject: 'job', named: words }
  assert.equal((await trainer.post('/api/training/requirements', job)).status, 422)
  must(await trainer.post('/api/training/requirements', { ...job, named: 'Nurse' }))
  const users = { application: words, add: [nurse.personId], remove: [] }
  assert.equal((await trainer.send('PUT', '/api/training/applications/users', users)).status, 422)
  must(await trainer.send('PUT', '/api/training/applications/users', { ...users, application: 'RxLedger' }))
  const { rows } = await wardline.owner.query(
    "select data from core.audit where action = 'training.set_users' and data ->> 'application' = 'rxledger'",
  )
  assert.deepEqual(rows[0].data, { application: 'rxledger', added: [nurse.personId], removed: [] })
})

test('An organization in which the reckoning fails keeps no other one waiting.', async () => {
  await wardline.organization('second')
  await wardline.organization('third')
  const { rows } = await wardline.owner.query('select core.organization_ids() as id')
  const [broken] = rows.map(({ id }) => id as string)
  await wardline.owner.query(
    `create function training.broken() returns trigger language plpgsql as $$ begin if new.org_id = '${broken}' then raise 'Broken'; end if; return new; end $$`,
  )
  await wardline.owner.query(
    'create trigger broken before insert or update on training.reckoning for each row execute function training.broken()',
  )
  wardline.clock.advance(1000)
  await assert.rejects(reckon(wardline.composition.app, {}), /everywhere/)
  await wardline.owner.query('drop function training.broken() cascade')
  const { rows: reckoned } = await wardline.owner.query(
    'select org_id from training.reckoning where reckoned_at = $1 order by 1',
    [wardline.clock.now()],
  )
  assert.equal(reckoned.length, rows.length - 1)
})

test('An export tells the words beside what somebody learned, and an erasure takes them away.', async () => {
  const officer = await wardline.person('Paula Privacy', ['privacy-security-specialist'])
  const person = await wardline.person('Zora Leaves', [])
  const { competency_id, code } = await ask({ subject: 'person', subject_id: person.personId })
  const outside = { origin: 'outside', assessor_id: undefined, competencies: [{ competency_id, level: 1 }] }
  const { id } = must(
    await learn(person, { ...outside, title: 'Summer school', evidence: 'Certificate of the academy' }),
  )
  must(await trainer.post(`/api/training/records/${id}/revoke`, { evidence: 'The academy was closed' }))
  must(
    await takeFile(
      `person,competency,date,title\nzora.leaves@main.example,${code},2024-03-01,Evening school\n`,
    ),
  )
  const { id: exported } = must(
    await officer.post(`/api/privacy/people/${person.personId}/export`, { reason: 'Asked' }),
  )
  const zip = await wardline.composition.http.inject({
    method: 'GET',
    url: `/api/privacy/exports/${exported}`,
    headers: { cookie: officer.cookie },
  })
  const file = unzipSync(zip.rawPayload)['kept/training.record_words.person_id.json']
  const told = Buffer.from(file ?? []).toString('utf8')
  for (const words of [
    'Summer school',
    'Certificate of the academy',
    'The academy was closed',
    'Evening school',
  ])
    assert.match(told, new RegExp(words))
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: person.personId, reason: 'Asked' }),
  )
  await wardline.composition.app.registry.jobs.get('privacy.erase')?.(wardline.composition.app, {
    org: wardline.orgId,
    erasure: asked.id,
  })
  for (const table of ['record_words', 'imported_line']) {
    const { rowCount } = await wardline.owner.query(`select from training.${table} where person_id = $1`, [
      person.personId,
    ])
    assert.equal(rowCount, 0, table)
  }
  assert.equal(must(await trainer.get(`/api/training/people/${person.personId}`)).lines.length, 3)
})
