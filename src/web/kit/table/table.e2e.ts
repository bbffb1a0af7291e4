import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startShowcase } from '../showcase/serve-showcase.ts'

let showcase: Awaited<ReturnType<typeof startShowcase>>
const show: typeof showcase.show = (...wanted) => showcase.show(...wanted)

before(async () => {
  showcase = await startShowcase()
})
after(() => showcase?.stop())

test('The table is worked by keyboard: j and k move, x selects, Shift and x a range', async () => {
  const { page, close } = await show('table')
  await page.keyboard.press('j')
  assert.equal(await focusedRow(page), '0')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  assert.equal(await focusedRow(page), '2')
  await page.keyboard.press('k')
  assert.equal(await focusedRow(page), '1')
  await page.keyboard.press('x')
  await page.getByText('1 selected').waitFor()
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+X')
  await page.getByText('4 selected').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByText('4 selected').waitFor({ state: 'detached' })
  await close()
})

test('The table opens the row on Enter, and every row is a link for the middle button', async () => {
  const { page, close } = await show('table')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#row-0$/)
  assert.equal(await page.locator('[data-row="1"]').getAttribute('href'), '#row-1')
  // The link lies over its whole row, so the far end of the row is the link as well.
  const box = await page.locator('[role="row"][data-index="3"]').boundingBox()
  if (!box) throw new Error('The row has no box.')
  const hit = await page.evaluate(
    ([x = 0, y = 0]) => document.elementFromPoint(x, y)?.closest('a')?.getAttribute('href'),
    [box.x + box.width * 0.55, box.y + box.height / 2],
  )
  assert.equal(hit, '#row-3')
  await close()
})

test('The table selects a range of boxes with Shift and the mouse', async () => {
  const { page, close } = await show('table')
  await page.getByLabel('Select 100000').click()
  await page.getByLabel('Select 99996').click({ modifiers: ['Shift'] })
  await page.getByText('5 selected').waitFor()
  await close()
})

test('The table says how it is sorted, and a header changes that', async () => {
  const { page, close } = await show('table')
  const header = page.getByRole('columnheader', { name: 'Number' })
  assert.equal(await header.getAttribute('aria-sort'), 'descending')
  await header.getByRole('button').click()
  assert.equal(await header.getAttribute('aria-sort'), 'ascending')
  await close()
})

test('The table keeps the columns that the reader chose', async () => {
  const { page, close } = await show('table')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Person' }).uncheck()
  await page.reload()
  await page.getByRole('columnheader', { name: 'State' }).waitFor()
  assert.equal(await page.getByRole('columnheader', { name: 'Person' }).count(), 0)
  await close()
})

test('The table holds 100,000 rows, draws few of them, and reaches the last by one key', async () => {
  const { page, close } = await show('table', {}, '&rows=100000')
  await page.keyboard.press('j')
  await page.keyboard.press('End')
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '99999')
  assert.ok((await page.locator('[role="row"]').count()) < 60)
  assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), '100001')
  const worst_ms = await page.evaluate(async () => {
    const scroller = document.querySelector('[role="grid"]')?.parentElement
    let worst = 0
    for (let step = 0; step < 20 && scroller; step += 1) {
      const startedAt = performance.now()
      scroller.scrollTop = (scroller.scrollHeight / 20) * step
      await new Promise((done) => requestAnimationFrame(done))
      worst = Math.max(worst, performance.now() - startedAt)
    }
    return worst
  })
  // Bounds a table that draws everything, which takes many seconds; the true figure is a few milliseconds.
  assert.ok(worst_ms < 1000, `A jump took ${worst_ms} ms.`)
  await close()
})

test('The table asks for more before the end is reached', async () => {
  const { page, close } = await show('table')
  await page.keyboard.press('j')
  await page.keyboard.press('End')
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '199')
  await page.keyboard.press('PageDown')
  await page.waitForFunction(() => Number(document.activeElement?.getAttribute('data-row')) > 199)
  await close()
})

test('The table lets new rows wait behind a bar', async () => {
  const { page, close } = await show('table')
  await page.getByRole('button', { name: 'Show 3 new' }).click()
  assert.equal(await page.getByRole('button', { name: 'Show 3 new' }).count(), 0)
  await close()
})

function focusedRow(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-row'))
}
