import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../test/helpers/browser.ts'
import { type Look, SHOWS, type ShowName, startShowcase } from './showcase/serve-showcase.ts'

let showcase: Awaited<ReturnType<typeof startShowcase>>
const show: typeof showcase.show = (...wanted) => showcase.show(...wanted)

before(async () => {
  showcase = await startShowcase()
})
after(() => showcase?.stop())

const looks: [string, Look, readonly ShowName[]][] = [
  ['light', { colorScheme: 'light' }, SHOWS],
  ['dark', { colorScheme: 'dark' }, SHOWS],
  ['high contrast', { contrast: 'more' }, SHOWS],
  ['dark with high contrast', { colorScheme: 'dark', contrast: 'more' }, ['words']],
]
for (const [look, options, names] of looks) {
  for (const name of names) {
    test(`axe finds nothing on ${name} in ${look}, and the content policy is kept`, async () => {
      const { page, failures, close } = await show(name, options)
      assert.deepEqual(await axe(page), [])
      assert.deepEqual(failures, [])
      await close()
    })
  }
}

for (const name of SHOWS) {
  test(`${name} fits a page of 320 pixels, which is 400 % zoom, without scrolling sideways`, async () => {
    const { page, close } = await show(name, { width: 320, height: 640 })
    assert.equal(await overflow(page), 0)
    assert.deepEqual(await axe(page), [])
    await close()
  })
}

test('The largest text still fits a narrow page', async () => {
  const { page, close } = await show('words', { width: 320, height: 640 })
  await page.getByLabel('Text size').selectOption('largest')
  assert.equal(await overflow(page), 0)
  await page.reload()
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '20px')
  await close()
})

test('In the portal every button and field is at least 44 pixels high', async () => {
  const { page, close } = await show('words')
  await page.getByRole('button', { name: 'desk' }).click()
  await page.locator('html[data-density=portal]').waitFor()
  const small = await page.evaluate(() =>
    Array.from(
      document.querySelectorAll<HTMLElement>(
        'main button, main input:not([type=file], [type=checkbox], [type=radio]), main select',
      ),
    )
      .filter((element) => !element.closest('.mantine-PasswordInput-root') || element.tagName === 'INPUT')
      .filter(
        (element) =>
          element.offsetHeight > 0 && element.offsetHeight < 44 && !element.closest('[class*="innerInput"]'),
      )
      .map((element) => `${element.outerHTML.slice(0, 90)}: ${element.offsetHeight}`),
  )
  assert.deepEqual(small, [])
  await close()
})

test('Who asks for less motion sees none, not even for one frame', async () => {
  const { page, close } = await show('words')
  await page.evaluate(() => document.documentElement.setAttribute('data-density', 'portal'))
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0)
  await close()
})

test('The skip link is the first stop and leads to the content', async () => {
  const { page, close } = await show('words')
  await page.keyboard.press('Tab')
  assert.equal(await focusedText(page), 'Skip to the content')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  await close()
})

test('No page flashes: the scheme is set before the first script of the product runs', async () => {
  const { page, close } = await show('words')
  await page.getByLabel('Colors').selectOption('dark')
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.reload({ waitUntil: 'domcontentloaded' })
  assert.equal(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme), 'dark')
  await close()
})

test('The language changes at once, is kept, and names itself to the browser', async () => {
  const { page, close } = await show('words')
  await page.getByLabel('Language').selectOption('es')
  await page.getByLabel('Colores').waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'es')
  await close()
})

test('The language follows the browser where nobody chose', async () => {
  const { page, close } = await show('table', { locale: 'es-MX' })
  await page.getByText('Mostrar 3 nuevas').waitFor()
  await close()
})

test('Charts say their figures in a table, where each can be chosen by keyboard', async () => {
  const { page, close } = await show('charts')
  await page.getByRole('button', { name: 'Show as table: By topic', exact: true }).click()
  const figure = page.getByRole('button', { name: 'Printing, Amount: 96' })
  await figure.focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-testid="chosen"]', { hasText: 'Printing' }).waitFor()
  for (const name of ['In and out', 'Both together', 'Hour of the week']) {
    await page.getByRole('button', { name: `Show as table: ${name}` }).click()
  }
  assert.deepEqual(await axe(page), [])
  await close()
})

test('Charts call back with what was clicked', async () => {
  const { page, close } = await show('charts')
  const chart = page.getByRole('img', { name: 'Accounts lead with 124.' })
  await chart.scrollIntoViewIfNeeded()
  const box = await chart.boundingBox()
  if (!box) throw new Error('The chart has no box.')
  await page.mouse.click(box.x + 150, box.y + box.height / 2)
  await page.locator('[data-testid="chosen"]', { hasText: 'Network' }).waitFor()
  await close()
})

test('Panes are resized by keyboard and remember it', async () => {
  const { page, close } = await show('panes')
  const separator = page.getByRole('separator', { name: 'Resize Record' })
  await separator.focus()
  const before = await separator.getAttribute('aria-valuenow')
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft')
  const moved = await separator.getAttribute('aria-valuenow')
  assert.notEqual(moved, before)
  await page.waitForTimeout(300)
  await page.reload()
  await separator.waitFor()
  assert.equal(Math.round(Number(await separator.getAttribute('aria-valuenow'))), Math.round(Number(moved)))
  await close()
})

test('A pane that comes or goes leaves what is typed in the others', async () => {
  const { page, close } = await show('panes')
  await page.getByRole('textbox', { name: 'Words' }).fill('half a thought')
  await page.getByRole('button', { name: 'Open or close' }).click()
  await page.getByRole('region', { name: 'Record' }).waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('textbox', { name: 'Words' }).inputValue(), 'half a thought')
  await page.getByRole('button', { name: 'Open or close' }).click()
  await page.getByRole('region', { name: 'Record' }).waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Words' }).inputValue(), 'half a thought')
  await close()
})

test('On a narrow page there is one pane with a way back', async () => {
  const { page, close } = await show('panes', { width: 600 })
  assert.equal(await page.getByRole('separator').count(), 0)
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByText('Back', { exact: true }).nth(1).waitFor()
  await close()
})

test('A question starts at the safe answer and names what would be lost', async () => {
  const { page, close } = await show('words')
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog', { name: 'Delete 3 requests?' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent === 'Cancel')
  assert.deepEqual(await axe(page, '[role="dialog"]'), [])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await close()
})

test('A deed can be taken back', async () => {
  const { page, close } = await show('words')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('Closed 1 request').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Open again').waitFor()
  await close()
})

test('A file that is too large is refused in words, and a small one is taken', async () => {
  const { page, close } = await show('words')
  const input = page.locator('input[type="file"]')
  await input.setInputFiles({
    name: 'scan.iso',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(1_100_000),
  })
  await page.getByText('scan.iso is too large. The limit is 1 MB.').waitFor()
  await input.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await page.getByText('note.txt', { exact: true }).waitFor()
  await close()
})

/** How far the page can be scrolled sideways. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

function focusedText(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.textContent)
}
