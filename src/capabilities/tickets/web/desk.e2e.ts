import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDesk, type World } from './desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

test('An agent takes a ticket from the queue, answers, hears back, and resolves it by mouse', async () => {
  const { id, number } = await world.file('Label printer prints blank labels')
  const page = await world.pageOf(world.dana)
  await world.listening(page, '/desk/queue?view=unassigned')
  await page.getByRole('link', { name: 'Label printer prints blank labels' }).click()
  const record = page.getByRole('region', { name: 'Ticket', exact: true })
  await record.getByRole('heading', { name: 'Label printer prints blank labels' }).waitFor()
  await record.getByRole('button', { name: 'Take it' }).click()
  await record.getByText('Dana Reyes took it').waitFor()
  await record.getByRole('button', { name: 'Reply', exact: true }).click()
  await record.getByText('Maria Gomez sees this').waitFor()
  await record.getByRole('textbox', { name: 'Reply to Maria Gomez' }).fill('Which printer is it?')
  await record.getByRole('button', { name: 'More ways to send' }).click()
  await page.getByRole('menuitem', { name: 'Send and wait for requester' }).click()
  await record.getByText('Dana Reyes waits for the requester').waitFor()
  const seen = (await world.maria.get(`/api/tickets/${id}`)).body
  assert.equal(seen.messages.at(-1).body.trim(), 'Which printer is it?')

  // The page never asks by itself: what comes was sent to it.
  await world.maria.post(`/api/tickets/${id}/reply`, { body: 'The one at the **nurses’ station**.' })
  await record.getByText('nurses’ station').waitFor()

  await record.getByRole('button', { name: 'Resolve', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Resolve #${number}` })
  await dialog.getByRole('radio', { name: 'Worked around' }).check()
  await dialog.getByRole('button', { name: 'Hardware' }).click()
  await dialog.getByRole('button', { name: 'Resolve' }).click()
  await record.getByText('Dana Reyes resolved it: Worked around').waitFor()
  const done = await world.show(id)
  assert.equal(done.state, 'resolved')
  assert.match(done.cause, /part was worn/)
  await page.context().close()
})

test('The whole way goes by keyboard: j, Enter, r, Ctrl+Enter, n, a, e', async () => {
  const { id, number } = await world.file('Badge tap does not unlock')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/queue?view=open&sort=number`)
  await page.getByRole('link', { name: 'Badge tap does not unlock' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Badge tap does not unlock' }).waitFor()
  await page.keyboard.press('r')
  // Typed at once: what comes before the rich editor is there must be words, never shortcuts.
  await page.keyboard.type('We are at it.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Reply sent').waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('Reader needs firmware.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Note saved').waitFor()
  await page.keyboard.press('a')
  await page.getByRole('dialog', { name: `Assign #${number}` }).waitFor()
  await page.keyboard.type('sam')
  await page.getByRole('option', { name: 'Sam Lee' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Assigned to Sam Lee').waitFor()
  await page.keyboard.press('e')
  await page.getByRole('dialog', { name: `Resolve #${number}` }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Dana Reyes resolved it: Fixed').waitFor()
  const ticket = await world.show(id)
  assert.deepEqual(
    ticket.messages.map((message: { body: string; is_internal: boolean }) => [
      message.body.trim(),
      message.is_internal,
    ]),
    [
      ['It does not work since this morning.', false],
      ['We are at it.', false],
      ['Reader needs firmware.', true],
    ],
  )
  assert.equal(ticket.owner.name, 'Sam Lee')
  assert.deepEqual(ticket.watcher_ids, [])
  await page.context().close()
})

test('What one agent does another sees without asking, and what is being typed stays', async () => {
  const { id } = await world.file('Scanner is dead')
  const [one, two] = await Promise.all([world.pageOf(world.dana), world.pageOf(world.sam)])
  await Promise.all([one, two].map((page) => world.listening(page, `/desk/tickets/${id}`)))
  await two.getByRole('button', { name: 'Internal note', exact: true }).click()
  await two.getByRole('textbox', { name: 'Internal note' }).fill('Half a thought')
  await one.getByRole('button', { name: 'Start', exact: true }).click()
  await two.getByText('Dana Reyes started to work on it').waitFor()
  assert.equal(
    (await two.getByRole('textbox', { name: 'Internal note' }).textContent())?.trim(),
    'Half a thought',
  )
  await Promise.all([one.context().close(), two.context().close()])
})

test('A draft survives a reload and another workstation, and is gone once it was sent', async () => {
  const { id } = await world.file('Monitor stays black')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  const draft = (method: string) =>
    page.waitForResponse(
      (answer) =>
        answer.url().includes('/api/drafts/') && answer.request().method() === method && answer.ok(),
    )
  const saved = draft('PUT')
  await page.getByRole('textbox', { name: 'Reply to Maria Gomez' }).fill('Please press the button')
  await saved
  const other = await world.pageOf(world.dana)
  await other.goto(`${world.base}/desk/tickets/${id}`)
  await other.getByText('Please press the button').waitFor()
  await page.reload()
  await page.getByText('Please press the button').waitFor()
  const removed = draft('DELETE')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await page.getByText('Reply sent').waitFor()
  await removed
  await page.reload()
  await page.getByRole('button', { name: 'Reply', exact: true }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Send reply' }).count(), 0)
  await Promise.all([page.context().close(), other.context().close()])
})

test('A new ticket waits behind a bar, so that nothing moves under the pointer', async () => {
  const page = await world.pageOf(world.dana)
  await world.listening(page, '/desk/queue?view=open')
  await page.getByRole('grid').waitFor()
  await world.file('Freshly filed')
  await page.getByRole('button', { name: 'Show 1 new' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Freshly filed' }).count(), 0)
  await page.getByRole('button', { name: 'Show 1 new' }).click()
  await page.getByRole('link', { name: 'Freshly filed' }).waitFor()
  await page.context().close()
})
