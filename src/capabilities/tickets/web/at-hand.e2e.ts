import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from './desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

test('However far down the side panel one reads, the thread and the way to answer stay in sight', async () => {
  const { id } = await world.file('Panel is longer than the screen')
  const page = await world.pageOf(world.dana, { width: 1280, height: 700 })
  await page.goto(`${world.base}/desk/tickets/${id}`)
  const reply = page.getByRole('button', { name: 'Reply', exact: true })
  await reply.waitFor()
  const side = page.getByRole('complementary', { name: 'About this ticket' })
  await side.getByRole('button', { name: 'Add a link' }).focus()
  await page.waitForFunction(
    () => (document.activeElement?.getBoundingClientRect().bottom ?? 0) <= innerHeight,
  )
  const at = await reply.boundingBox()
  assert.ok(at && at.y > 0 && at.y + at.height <= 700, `the button to reply stands at ${at?.y}`)
  assert.ok(await page.getByText('It does not work since this morning.').isVisible())
  await page.context().close()
})

test('Who resolves a ticket names what solved it and what did not help, of the articles that the page proposes', async () => {
  const solved = await world.article(
    'Torn label on the cart printer',
    'Pull the torn label out of the printer.',
  )
  const vain = await world.article(
    'Label printer of the cart prints blanks',
    'Turn the label roll of the printer.',
  )
  const { id, number } = await world.file('Label printer of the cart')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Resolve #${number}` })
  const vainBox = dialog.getByRole('checkbox', { name: 'Label printer of the cart prints blanks' })
  await vainBox.check()
  assert.deepEqual(await axe(page, '[role="dialog"]'), [])
  await dialog
    .getByLabel('Did an article solve it?')
    .selectOption({ label: 'Torn label on the cart printer' })
  // What solved it is not asked about a second time.
  await dialog
    .getByRole('checkbox', { name: 'Torn label on the cart printer' })
    .waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click()
  await page.getByText('Dana Reyes resolved it with an article: Fixed').waitFor()
  const { body } = await world.dana.get(`/api/articles/of-ticket/${id}`)
  const verdicts = body.rows.map((row: { id: string; verdict: string }) => [row.id, row.verdict])
  assert.deepEqual(
    new Map(verdicts),
    new Map([
      [solved, 'solved'],
      [vain, 'did_not_help'],
    ]),
  )
  await page.context().close()
})

test('Words that are typed into the search for an article stand in place of those of the ticket', async () => {
  await world.article('Warm up the [blue] laminator', 'Wait for the green light of the laminator.')
  const { id } = await world.file('Laminator stays cold')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  await page.getByRole('button', { name: 'Article', exact: true }).click()
  const search = page.getByRole('dialog').getByLabel('Search articles')
  await search.waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search')
  await page.keyboard.type('blue laminator')
  assert.equal(await search.inputValue(), 'blue laminator')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // From the side panel the same article goes in with its whole title, brackets included.
  await page.getByRole('button', { name: 'Insert the link' }).first().click()
  const field = page.getByRole('textbox', { name: 'Reply to Maria Gomez' })
  await field.getByRole('link', { name: 'Warm up the [blue] laminator' }).waitFor()
  await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`Tags, proposed articles, saved views and open menus hold to WCAG 2.2 AA in ${colorScheme}`, async () => {
    await world.article(`Scanner of the pharmacy, ${colorScheme}`, 'Hold the trigger of the scanner.')
    const { id } = await world.file(`Scanner of the pharmacy is mute, ${colorScheme}`)
    await world.dana.post(`/api/tickets/${id}/tag`, { tags: ['fax'] })
    await world.dana.post('/api/tickets/views', { name: `Mine in ${colorScheme}`, filter: { view: 'mine' } })
    const page = await world.pageOf(world.dana, { colorScheme })
    await page.goto(`${world.base}/desk/tickets/${id}`)
    await page
      .getByRole('button', { name: /^Did not help: Scanner/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Remove the tag fax' }).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem').first().waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem')
    assert.deepEqual(await axe(page, '[role="menu"]'), [])
    await page.goto(`${world.base}/desk/queue`)
    await page.getByRole('link', { name: `Mine in ${colorScheme}` }).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.context().close()
  })

test('A page that one may not open, or that is nowhere, has a heading, a landmark and a way on', async () => {
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/knowledge/coach`)
  await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor()
  await page.getByRole('link', { name: 'Queue', exact: true }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.goto(`${world.base}/desk/nowhere`)
  await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.goto(`${world.base}/desk/knowledge/no-such-article`)
  await page.getByRole('alert').waitFor()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.context().close()
})
