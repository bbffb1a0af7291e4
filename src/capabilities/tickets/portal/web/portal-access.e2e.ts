import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Portal, startPortal } from './fixture.ts'

let portal: Portal
let paths: string[]
before(async () => {
  portal = await startPortal()
  const id = await portal.file('Monitor stays black')
  const steps = ['kind', 'topic', 'ask-care', 'ask-people', 'ask-workaround', 'place', 'words', 'check']
  paths = [
    ...[
      '/',
      '/requests',
      '/requests?show=done',
      `/requests/${id}`,
      '/answers',
      `/answers/${portal.article}`,
      '/profile',
    ],
    ...steps.map((step) => `/requests/new?step=${step}`),
  ]
})
after(() => portal?.close())

/** Opens a page and waits until nothing on it is still to come. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(portal.base + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  // Parts of others are loaded when they are first shown, and say nothing until then.
  if (path === '/profile') await page.getByRole('link', { name: 'Choose what you are told' }).waitFor()
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on any page of the portal in ${colorScheme}`, async () => {
    const page = await portal.pageOf(portal.nora, { colorScheme })
    for (const path of paths) {
      await open(page, path)
      assert.deepEqual(await axe(page), [], path)
    }
  })

test('Every page fits a window of 320 px by 256 px, which is what a zoom of 400 % leaves', async () => {
  const page = await portal.pageOf(portal.nora, { width: 320, height: 256 })
  for (const path of paths) {
    await open(page, path)
    const excess_px = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.equal(excess_px, 0, path)
  }
})

test('On a phone everything that is tapped is at least 44 px high', async () => {
  const page = await portal.pageOf(portal.nora)
  for (const path of paths) {
    await open(page, path)
    const small = await page.evaluate(() => {
      const tapped = 'button, select, input:not([type=checkbox], [type=radio], [hidden]), a'
      return [...document.querySelectorAll<HTMLElement>(`main :is(${tapped}), nav a`)]
        .filter(
          (element) => element.offsetParent !== null && element.closest('article p, article li') === null,
        )
        .map((element) => ({ height_px: element.getBoundingClientRect().height, element }))
        .filter(({ height_px }) => height_px < 43.5)
        .map(({ height_px, element }) => `${height_px} px: ${element.outerHTML.slice(0, 120)}`)
    })
    assert.deepEqual(small, [], path)
  }
})
