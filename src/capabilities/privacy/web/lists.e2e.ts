import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from '../../tickets/web/desk-fixture.ts'

let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('Lists show each reader what he may read of a title, with one question for all rows, and what is let through to everybody.', async () => {
  const names = ['Quentin Zweig', 'Hortensia Vollmond', 'Leopold Nordwind']
  for (const name of names) await world.file(`Band of pt ${name} is torn`)
  const own = await world.pageOf(world.maria, { width: 320, height: 740 })
  await own.goto(`${world.base}/requests`)
  for (const name of names) await own.getByText(`Band of pt ${name} is torn`).waitFor()
  assert.ok((await overflow(own)) <= 0)
  assert.deepEqual(await axe(own), [])

  const desk = await world.pageOf(world.dana, { width: 1440, colorScheme: 'dark' })
  let asked = 0
  desk.on('request', (request) => {
    if (request.url().endsWith('/api/privacy/words')) asked += 1
  })
  await desk.goto(`${world.base}/desk/queue?view=open`)
  const rows = desk.getByRole('link', { name: 'Band of pt ⟦name hidden⟧ is torn' })
  await rows.nth(2).waitFor()
  assert.equal(asked, 1)
  assert.ok(!(await desk.content()).match(/Zweig|Vollmond|Nordwind/))
  assert.deepEqual(await axe(desk), [])

  const officer = await world.wardline.person('Paula Privacy', ['privacy-security-specialist'])
  const found = await officer.get('/api/privacy/findings')
  const ids = found.body.rows
    .filter(({ words }: { words: string | null }) => words === 'Hortensia Vollmond')
    .map(({ id }: { id: string }) => id)
  const decided = await officer.post('/api/privacy/decide', { ids, decision: 'allow' })
  assert.equal(decided.status, 200, JSON.stringify(decided.body))
  await desk.reload()
  await desk.getByRole('link', { name: 'Band of pt Hortensia Vollmond is torn' }).waitFor()
})

test('Who writes a shared reply is warned, the other one reads masks, and one click takes the words out for both.', async () => {
  const ticket = await world.file('Scanner')
  const writer = await world.pageOf(world.dana)
  const other = await world.pageOf(world.sam, { colorScheme: 'dark' })
  await world.listening(other, `/desk/tickets/${ticket.id}`)
  await writer.goto(`${world.base}/desk/tickets/${ticket.id}`)
  // Two pages load at once here.
  for (const page of [writer, other]) page.setDefaultTimeout(40_000)
  const draftOn = (page: Page) => page.getByRole('textbox', { name: 'Draft that is written together' })
  for (const page of [writer, other]) {
    await page.getByRole('button', { name: 'Write together' }).click()
    await draftOn(page).waitFor()
  }
  await draftOn(writer).pressSequentially('The band of pt Quentin Zweig is ready.')
  await writer.getByText('This may be patient data.').waitFor()
  await writer.getByText('Last saved by Dana Reyes').waitFor()
  await draftOn(writer).getByText('Quentin Zweig').waitFor()
  await draftOn(other)
    .getByText(/The band of pt ⟦name \w{10}⟧ is ready\./)
    .waitFor()
  assert.ok(!(await other.content()).includes('Zweig'))
  for (const page of [writer, other]) assert.deepEqual(await axe(page), [])
  await writer.getByRole('button', { name: 'Take it out' }).focus()
  await writer.keyboard.press('Enter')
  for (const page of [writer, other])
    await draftOn(page).getByText('The band of pt [name] is ready.').waitFor()
  await writer.getByText('This may be patient data.').waitFor({ state: 'detached' })
  const { rows } = await world.wardline.owner.query(
    `select c.words from privacy.covered c join privacy.finding f on f.org_id = c.org_id and f.id = c.finding_id where f.record_id = $1`,
    [ticket.id],
  )
  assert.deepEqual(rows, [], 'nothing of it is kept')
})
