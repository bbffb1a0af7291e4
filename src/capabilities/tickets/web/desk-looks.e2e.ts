import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from './desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

for (const colorScheme of ['light', 'dark'] as const) {
  test(`Queue, ticket, new ticket and Today hold to WCAG 2.2 AA in ${colorScheme}`, async () => {
    const { id } = await world.file(`Look at it in ${colorScheme}`)
    await world.dana.post(`/api/tickets/${id}/note`, { body: 'A note' })
    const page = await world.pageOf(world.dana, { colorScheme })
    for (const path of [
      '/desk',
      '/desk/queue',
      `/desk/queue?ticket=${id}`,
      `/desk/tickets/${id}`,
      '/desk/tickets/new',
    ]) {
      await page.goto(world.base + path)
      await page.locator('h1').waitFor()
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
      assert.deepEqual(await axe(page), [], path)
    }
    await page.keyboard.press('Escape')
    await page.goto(`${world.base}/desk/tickets/${id}`)
    await page.getByRole('button', { name: 'Internal note', exact: true }).click()
    await page.getByRole('textbox', { name: 'Internal note' }).waitFor()
    assert.deepEqual(await axe(page), [], 'writing a note')
    await page.context().close()
  })
}

for (const [name, width, height] of [
  ['a phone', 375, 740],
  ['400 % zoom', 320, 256],
] as const) {
  test(`On ${name} one pane is shown at a time and nothing is cut off at the side`, async () => {
    const { id } = await world.file(`Narrow on ${name}`)
    const page = await world.pageOf(world.dana, { width, height })
    const overflow_px = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await page.goto(`${world.base}/desk/queue?view=open&sort=number`)
    await page.getByRole('link', { name: `Narrow on ${name}` }).click()
    await page.getByRole('heading', { name: `Narrow on ${name}` }).waitFor()
    assert.equal(await page.getByRole('grid').count(), 0)
    assert.ok((await overflow_px()) <= 0)
    await page.getByRole('button', { name: 'Back to the list' }).click()
    await page.getByRole('grid').waitFor()
    assert.ok((await overflow_px()) <= 0)
    for (const path of [`/desk/tickets/${id}`, '/desk/tickets/new', '/desk']) {
      await page.goto(world.base + path)
      await page.locator('h1').waitFor()
      assert.ok((await overflow_px()) <= 0, path)
    }
    await page.context().close()
  })
}
