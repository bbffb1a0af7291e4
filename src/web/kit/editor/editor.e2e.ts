import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { startShowcase } from '../showcase/serve-showcase.ts'

const hostile = resolve(process.env.WARDLINE_DATA ?? '../shared/data', 'html-hostile')

let showcase: Awaited<ReturnType<typeof startShowcase>>
const show: typeof showcase.show = (...wanted) => showcase.show(...wanted)

before(async () => {
  showcase = await startShowcase()
})
after(() => showcase?.stop())

test('The editor makes Markdown of what is typed and formatted by keyboard', async () => {
  const { page, close } = await show('editor')
  await replyField(page).click()
  await page.keyboard.type('Hello ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('Ana')
  await page.keyboard.press('Control+b')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- first')
  await expectMarkdown(page, 'Hello **Ana**\n\n- first')
  await close()
})

test('The editor is left by keyboard, from a list or table too, and its bar is one stop with arrows inside', async () => {
  const { page, close } = await show('editor')
  await replyField(page).click()
  await page.keyboard.type('- item')
  await page.keyboard.press('Escape')
  assert.equal(await focusedLabel(page), 'Bold')
  await page.keyboard.press('ArrowRight')
  assert.equal(await focusedLabel(page), 'Italic')
  await page.keyboard.press('End')
  assert.equal(await focusedLabel(page), 'Markdown source')
  await close()
})

test('The editor keeps a draft through a reload, and drops it once it is sent with Ctrl Enter', async () => {
  const { page, close } = await show('editor')
  await replyField(page).click()
  await page.keyboard.type('Not lost')
  await expectMarkdown(page, 'Not lost')
  await page.reload()
  await page.locator('.tiptap').first().waitFor()
  await expectMarkdown(page, 'Not lost')
  assert.equal(await replyField(page).textContent(), 'Not lost')
  await replyField(page).click()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Sent: Not lost').waitFor()
  await expectMarkdown(page, '')
  await page.reload()
  await page.locator('.tiptap').first().waitFor()
  await expectMarkdown(page, '')
  await close()
})

test('The editor finds people after an @ and mentions the chosen one', async () => {
  const { page, close } = await show('editor')
  await replyField(page).click()
  await page.keyboard.type('Ask @me')
  await page.getByRole('option', { name: /Mei Chen/ }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Enter')
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="markdown"]')?.textContent?.includes('@[Mei Chen](person:'),
  )
  await close()
})

test('The editor takes a pasted picture and shows its place in the text', async () => {
  const { page, close } = await show('editor')
  await replyField(page).click()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array([1])], 'screen.png', { type: 'image/png' }))
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await expectMarkdown(page, '![screen.png](/api/attachments/screen.png)')
  await close()
})

test('The editor shows the Markdown itself on demand, and changes there come back', async () => {
  const { page, close } = await show('editor')
  await replyField(page).click()
  await page.keyboard.type('one')
  const toggle = page.getByRole('button', { name: 'Markdown source' }).first()
  await toggle.click()
  await page.getByRole('textbox', { name: 'Reply' }).fill('**two**')
  await toggle.click()
  assert.equal(await replyField(page).locator('strong').textContent(), 'two')
  await close()
})

test('The editor turns hostile HTML into words, in the editor and where it is read', {
  skip: existsSync(hostile) ? false : `The folder ${hostile} is missing.`,
}, async () => {
  const { page, failures, close } = await show('editor')
  page.on('dialog', () => failures.push('A dialog was opened.'))
  const toggle = page.getByRole('button', { name: 'Markdown source' }).first()
  for (const file of readdirSync(hostile)) {
    await toggle.click()
    await page.getByRole('textbox', { name: 'Reply' }).fill(readFileSync(join(hostile, file), 'utf8'))
    await toggle.click()
    assert.deepEqual(await harmIn(page), [], file)
  }
  assert.deepEqual(failures, [])
  await close()
})

function replyField(page: Page) {
  return page.locator('.tiptap[role="textbox"]').first()
}

function expectMarkdown(page: Page, markdown: string): Promise<unknown> {
  return page.waitForFunction(
    (wanted) => document.querySelector('[data-testid="markdown"]')?.textContent === wanted,
    markdown,
  )
}

function focusedLabel(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
}

/** Elements and attributes in the two places of written words that could do something. */
function harmIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('.tiptap *, [data-testid="preview"] *'))
      .filter((element) => {
        const isActive = element.matches(
          'script, iframe, object, embed, form, input, svg, style, link, meta, base, video, audio',
        )
        const hasHandler = element.getAttributeNames().some((name) => name.startsWith('on'))
        const link = element.getAttribute('href') ?? ''
        return isActive || hasHandler || /^\s*(javascript|data|vbscript):/i.test(link)
      })
      .map((element) => element.outerHTML),
  )
}
