import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDesk, type World } from './desk-fixture.ts'

const LIVE_MS = 1000
let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

test('An agent takes a ticket from the queue, answers, hears back, and resolves it by mouse', async () => {
  const { id, number } = await world.file('Label printer prints blank labels')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/queue?view=unassigned`)
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

  const asked_ms = performance.now()
  await world.maria.post(`/api/tickets/${id}/reply`, { body: 'The one at the **nurses’ station**.' })
  await record.getByText('nurses’ station').waitFor()
  assert.ok(performance.now() - asked_ms < LIVE_MS + 500, 'the answer came late')

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

test('What one agent does another sees within a second, and what is being typed stays', async () => {
  const { id } = await world.file('Scanner is dead')
  const [one, two] = await Promise.all([world.pageOf(world.dana), world.pageOf(world.sam)])
  await Promise.all([
    one.goto(`${world.base}/desk/tickets/${id}`),
    two.goto(`${world.base}/desk/tickets/${id}`),
  ])
  await two.getByRole('button', { name: 'Internal note', exact: true }).click()
  await two.getByRole('textbox', { name: 'Internal note' }).fill('Half a thought')
  await one.getByRole('button', { name: 'Start', exact: true }).click()
  const clicked_ms = performance.now()
  await two.getByText('Dana Reyes started to work on it').waitFor()
  assert.ok(performance.now() - clicked_ms < LIVE_MS + 500, 'it came late')
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
  await page.getByRole('textbox', { name: 'Reply to Maria Gomez' }).fill('Please press the button')
  const saved = page.waitForResponse(
    (response) => response.url().includes('/api/drafts/') && response.request().method() === 'PUT',
  )
  await saved
  const other = await world.pageOf(world.dana)
  await other.goto(`${world.base}/desk/tickets/${id}`)
  await other.getByText('Please press the button').waitFor()
  await page.reload()
  await page.getByText('Please press the button').waitFor()
  await page.getByRole('button', { name: 'Send reply' }).click()
  await page.getByText('Reply sent').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Reply', exact: true }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Send reply' }).count(), 0)
  await Promise.all([page.context().close(), other.context().close()])
})

test('A new ticket waits behind a bar, so that nothing moves under the pointer', async () => {
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/queue?view=open`)
  await page.getByRole('grid').waitFor()
  await world.file('Freshly filed')
  await page.getByRole('button', { name: 'Show 1 new' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Freshly filed' }).count(), 0)
  await page.getByRole('button', { name: 'Show 1 new' }).click()
  await page.getByRole('link', { name: 'Freshly filed' }).waitFor()
  await page.context().close()
})

test('A deed for many tickets has a result for each', async () => {
  const done = await world.file('Bulk: was resolved')
  const open = await world.file('Bulk: is open')
  await world.dana.post(`/api/tickets/${done.id}/resolve`, { code: 'fixed' })
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/queue?view=all&sort=created`)
  for (const title of ['Bulk: was resolved', 'Bulk: is open'])
    await page.getByRole('row').filter({ hasText: title }).getByRole('checkbox').click()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Close' }).click()
  const dialog = page.getByRole('dialog', { name: '1 ticket could not be changed' })
  await dialog.getByText(`#${open.number}:`).waitFor()
  assert.equal((await world.show(done.id)).state, 'closed')
  assert.equal((await world.show(open.id)).state, 'new')
  await page.context().close()
})

test('When two change the same ticket, the second sees what the first did and decides', async () => {
  const { id } = await world.file('Fax is silent')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByRole('button', { name: 'Change: Application' }).click()
  await page.getByRole('textbox', { name: 'Application' }).fill('Faxline')
  await world.sam.post(`/api/tickets/${id}/edit`, { device: 'FAX-7' })
  await page.getByText('FAX-7').first().waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'This changed while you worked on it' })
  await notice.getByText('Sam Lee changed Device').waitFor()
  assert.equal((await world.show(id)).application, null)
  await notice.getByRole('button', { name: 'Do it all the same' }).click()
  await page.getByText('Dana Reyes changed Application').waitFor()
  assert.equal((await world.show(id)).application, 'Faxline')
  await page.context().close()
})

test('A note that speaks to the requester is asked about before it is saved', async () => {
  const { id } = await world.file('Phone rings elsewhere')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByRole('button', { name: 'Internal note', exact: true }).click()
  await page.getByRole('textbox', { name: 'Internal note' }).fill('Hi Maria, please try again.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await page.getByText('Did you mean to reply?').waitFor()
  assert.equal((await world.show(id)).messages.length, 1)
  await page.getByRole('button', { name: 'Make it a reply' }).click()
  await page.getByRole('button', { name: 'Send reply' }).click()
  await page.getByText('Reply sent').waitFor()
  assert.equal((await world.show(id)).messages.at(-1).is_internal, false)
  await page.context().close()
})

test('Words are removed from a message for good after the question that names them', async () => {
  const { id } = await world.file('Locked out')
  await world.dana.post(`/api/tickets/${id}/note`, { body: 'The old code was hunter-2 as it seems' })
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  // Words that stand in a paragraph are rendered; before that they stand as they were written.
  const text = page.locator('[data-side="internal"] p').filter({ hasText: 'The old code was hunter-2' })
  await text.waitFor()
  await text.evaluate((element) => {
    const words = element.firstChild as Text
    const from = words.data.indexOf('hunter-2')
    const range = document.createRange()
    range.setStart(words, from)
    range.setEnd(words, from + 'hunter-2'.length)
    getSelection()?.removeAllRanges()
    getSelection()?.addRange(range)
  })
  await page.locator('[data-side="internal"]').getByRole('button', { name: 'Remove something' }).click()
  await page.getByRole('menuitem', { name: 'Remove the selected words' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove for good' })
  await dialog.getByText('hunter-2').waitFor()
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText('Dana Reyes removed words from a message').waitFor()
  assert.doesNotMatch(JSON.stringify(await world.show(id)), /hunter-2/)
  await page.context().close()
})

test('A call becomes a ticket for the caller, with her open ones in sight, by keyboard', async () => {
  await world.file('VPN drops')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/queue`)
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('c')
  await page.getByRole('heading', { name: 'New ticket' }).waitFor()
  await page.getByRole('combobox', { name: 'Requester' }).focus()
  await page.keyboard.type('maria')
  await page.getByRole('option', { name: /Maria Gomez/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /VPN drops/ }).waitFor()
  await page.getByLabel('In one line').focus()
  await page.keyboard.type('Cannot open the lab results')
  await page.getByRole('textbox', { name: 'What happened?' }).focus()
  await page.keyboard.type('Since seven, with every patient.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Cannot open the lab results' }).waitFor()
  const mine = (await world.maria.get('/api/tickets?view=requested')).body
  assert.ok(mine.rows.some((row: { title: string }) => row.title === 'Cannot open the lab results'))
  await page.context().close()
})
