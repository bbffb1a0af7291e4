import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../../test/helpers/journey.ts'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'

let wardline: Wardline
let journey: Journey
let trainer: Client

before(async () => {
  wardline = await startWardline()
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  await wardline.person('Nora Nurse', ['requester'])
  journey = await startJourney(wardline)
})
after(async () => {
  await journey?.close()
  await wardline?.close()
})
function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

test('A trainer writes a rubric, checks a nurse off at the bedside by keyboard, and she reads what was seen.', async () => {
  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['With help', 'Alone'] }),
  )
  must(
    await trainer.post('/api/training/competencies', {
      ...{ framework_id: framework.id, code: 'CAB', kind: 'skill', name: 'Takes stock of a cabinet' },
    }),
  )
  const desk = await journey.as('tess.trainer', '/desk/training/check-offs', { width: 1280 })
  await desk.getByText('There is no rubric yet').waitFor()
  await desk.getByText('Nothing is signed yet').waitFor()
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('link', { name: 'New rubric' }).click()
  await desk.getByLabel('Title').fill('Taking stock')
  await desk.getByLabel('Levels, one a line').fill('Not yet')
  await desk.getByLabel('Criterion 1', { exact: true }).fill('Counts twice')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('A rubric needs two levels at least, the lowest first.').first().waitFor()
  await journey.look(desk, 'rubric-refused')
  await desk.getByLabel('Levels, one a line').fill('Not yet\nWith help\nAlone')
  await desk.getByLabel('Criterion 1 takes').selectOption({ label: 'Alone' })
  await desk.getByRole('button', { name: 'Add a criterion' }).click()
  await desk.getByLabel('Criterion 2', { exact: true }).fill('Says what differs')
  await desk.getByLabel('Criterion 2 takes').selectOption({ label: 'With help' })
  await desk.getByRole('combobox', { name: 'Competency' }).fill('CAB')
  await desk.getByRole('option', { name: /CAB/ }).click()
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('rowheader', { name: /Taking stock/ }).waitFor()
  assert.deepEqual(await axe(desk), [])
  await journey.look(desk, 'rubrics')

  const tablet = await journey.as('tess.trainer', '/desk/training/check-offs', { width: 768, height: 1024 })
  await tablet.getByRole('link', { name: 'Check off: Taking stock' }).click()
  const sign = tablet.getByRole('button', { name: 'Sign', exact: true })
  assert.ok(await sign.isDisabled(), 'nothing is signed before everything is said')
  await tablet.getByRole('combobox', { name: 'Whom you watched' }).fill('Nora')
  await tablet.getByRole('option', { name: /Nora Nurse/ }).click()
  const first = tablet.getByRole('radiogroup', { name: 'Counts twice' })
  await first.getByLabel('Not yet').focus()
  await tablet.keyboard.press('Space')
  await tablet.keyboard.press('ArrowDown')
  await tablet.keyboard.press('ArrowDown')
  assert.ok(await first.getByLabel('Alone').isChecked())
  await tablet.getByRole('radiogroup', { name: 'Says what differs' }).getByLabel('Not yet').check()
  await tablet.getByLabel('Your name').fill('Somebody Else')
  await sign.click()
  await tablet.getByText('Sign with your own name, as it stands in the directory.').first().waitFor()
  assert.ok(await first.getByLabel('Alone').isChecked(), 'a refusal keeps what was seen')
  assert.deepEqual(await axe(tablet), [])
  await journey.look(tablet, 'check-off')
  await tablet.getByLabel('Your name').fill('Tess Trainer')
  await sign.click()
  await tablet.getByRole('link', { name: 'Nora Nurse' }).waitFor()
  await tablet.getByText('Not passed', { exact: true }).first().waitFor()
  await journey.look(tablet, 'check-offs')

  const phone = await journey.as('nora.nurse', '/learning', { width: 320, height: 740, colorScheme: 'dark' })
  await phone.getByRole('heading', { name: 'What was seen' }).waitFor()
  await phone.getByLabel('Criterion by criterion: Taking stock, Nora Nurse').click()
  await phone.getByText('Seen: Not yet. It takes: With help.').waitFor()
  assert.deepEqual(await axe(phone), [])
  await noOverflow(phone)
  await journey.look(phone, 'check-off-learner')
})

test('A change of a rubric keeps its competency, and an archived one is not signed any more.', async () => {
  const desk = await journey.as('tess.trainer', '/desk/training/check-offs', {
    width: 320,
    height: 740,
    colorScheme: 'dark',
  })
  await desk.getByRole('rowheader', { name: /Taking stock/ }).waitFor()
  await noOverflow(desk)
  const { rows } = must(await trainer.get('/api/training/rubrics'))
  await desk.goto(`${journey.address}/desk/training/check-offs/rubrics/${rows[0].id}`)
  await desk.getByLabel('Title').fill('Taking stock, whole')
  await noOverflow(desk)
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('rowheader', { name: /Taking stock, whole/ }).waitFor()
  const after_ = must(await trainer.get('/api/training/rubrics')).rows[0]
  assert.deepEqual(
    [after_.version, after_.competency_id, after_.competency_level, after_.criteria],
    [2, rows[0].competency_id, rows[0].competency_level, rows[0].criteria],
  )
  await desk.getByRole('button', { name: 'Archive: Taking stock, whole' }).click()
  await desk.getByRole('button', { name: 'Take up again: Taking stock, whole' }).waitFor()
  await desk.goto(`${journey.address}/desk/training/check-offs/${rows[0].id}`)
  await desk.getByText('It was archived, or the address is wrong.').waitFor()
})
