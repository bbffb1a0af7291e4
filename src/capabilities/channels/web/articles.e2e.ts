import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { makeZip } from '../import/archive/test-archives.ts'
import { publicData } from '../import/test-data.ts'
import { type Importing, overflow, shot, startImporting } from './fixture.ts'

let importing: Importing
const folder = mkdtempSync(join(tmpdir(), 'wardline-articles-e2e-'))
before(async () => {
  importing = await startImporting()
})
after(async () => {
  await importing?.close()
  rmSync(folder, { recursive: true, force: true })
})

const small = makeZip([
  {
    path: 'handbook/start.md',
    content: '# Start here\n\nFirst [sign in](sign-in.md), then [print](gone.md).',
  },
  {
    path: 'handbook/sign-in.md',
    content: '---\ntitle: Sign in\ntags: [login]\n---\nBack to [the start](start.md).',
  },
])

test('An administrator sends an archive of articles, looks at a trial, runs it, and reads the articles with their links.', async () => {
  const { page, failures } = await importing.asAdmin('/desk/organization/import')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'handbook.zip', mimeType: 'application/zip', buffer: small })
  await page.getByRole('heading', { level: 1, name: 'handbook.zip' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'articles-form')
  assert.equal(await page.getByLabel('Short name of the source').inputValue(), 'folder-handbook')
  assert.ok(await page.getByRole('button', { name: 'Run the import' }).isDisabled())
  await page.getByLabel('Address of the site that they come from').fill('no address')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('alert').waitFor()
  assert.match(
    (await page.getByLabel('Address of the site that they come from').getAttribute('aria-invalid')) ?? '',
    /true/,
  )
  assert.deepEqual(await axe(page), [])
  await shot(page, 'articles-refused')
  await page.getByLabel('Address of the site that they come from').fill('https://handbook.example.org')
  await page.getByLabel('Readers').selectOption({ label: 'The department only' })
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('heading', { name: 'What would be imported' }).waitFor()
  await page.getByText('A link to "gone.md" was left out', { exact: false }).waitFor()
  await page.getByText('2 articles to write').click()
  await page.getByRole('rowheader', { name: 'Start here' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'articles-tried')
  await page.getByRole('button', { name: 'Run the import' }).click()
  await page.getByRole('heading', { name: 'What was imported' }).waitFor()
  await shot(page, 'articles-done')
  assert.deepEqual(await axe(page), [])
  await page.getByRole('link', { name: 'Import', exact: true }).first().click()
  await page.getByText('2 articles written').waitFor()
  await page.goto(`${importing.address}/answers`)
  await page.getByRole('link', { name: 'Start here' }).click()
  await page.getByRole('heading', { level: 1, name: 'Start here' }).waitFor()
  await page.getByRole('link', { name: 'sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  // The wrong address was refused, which the browser notes.
  assert.deepEqual(
    failures.filter((line) => !line.includes('422')),
    [],
  )
  await page.context().close()
})

test('In Spanish, dark and narrow: a folder without articles and a hostile archive say why, and a folder of one’s own goes in.', async () => {
  const { page } = await importing.asAdmin('/desk/organization/import', {
    width: 375,
    colorScheme: 'dark',
    locale: 'es-US',
  })
  await page.evaluate(() => localStorage.setItem('wardline.language', 'es'))
  writeFileSync(join(folder, 'notes.txt'), 'no article')
  await page.getByTestId('folder').setInputFiles(folder)
  await page
    .getByRole('alert')
    .filter({ hasText: /Markdown/ })
    .waitFor()
  await shot(page, 'folder-refused-es')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'evil.zip',
      mimeType: 'application/zip',
      buffer: makeZip([{ path: '../evil.md', content: 'x' }]),
    })
  await page.getByRole('alert').filter({ hasText: '../evil.md' }).waitFor()
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'archive-refused-es')
  writeFileSync(join(folder, 'Ärzte – Anleitung.md'), '# Anleitung\n\nText.')
  writeFileSync(join(folder, `${'long'.repeat(40)}.md`), '# Long name\n\nText.')
  await page.getByTestId('folder').setInputFiles(folder)
  await page.getByRole('heading', { level: 1, name: /\.tar$/ }).waitFor()
  const buttons = page.locator('main').getByRole('button')
  await buttons.first().click()
  await page.getByText('Long name').waitFor({ state: 'attached' })
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'articles-tried-es')
  await page.context().close()
})

const wiki = publicData('knowledge-base-markdown')
test('The real knowledge base goes in by the page as a folder, with its links, images and broken links.', {
  skip: wiki.skip,
}, async () => {
  const { page, failures } = await importing.asAdmin('/desk/organization/import')
  await page.getByTestId('folder').setInputFiles(wiki.path)
  await page.getByRole('heading', { level: 1, name: 'knowledge-base-markdown.tar' }).waitFor()
  await page.getByLabel('Address of the site that they come from').fill('https://sciwiki.fredhutch.org')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('heading', { name: 'What would be imported' }).waitFor()
  await page.getByText('196 articles to write').waitFor()
  await shot(page, 'wiki-tried')
  await page.getByRole('button', { name: 'Run the import' }).click()
  await page.getByRole('heading', { name: 'What was imported' }).waitFor()
  await shot(page, 'wiki-done')
  const count = async (sql: string) => Number((await importing.wardline.owner.query(sql)).rows[0].count)
  const imported = "imported_key like 'folder-knowledge-base-markdown:%'"
  assert.equal(await count(`select count(*) from knowledge.article where ${imported}`), 196)
  assert.ok(
    (await count(`select count(*) from knowledge.article where ${imported} and body like '%](/answers/%'`)) >
      100,
  )
  assert.equal(await count(`select count(*) from knowledge.article where body ~ '\\]\\((article|asset):'`), 0)
  const remarks = page.getByRole('heading', { name: /remarks on links and content/ })
  assert.ok(Number.parseInt((await remarks.textContent()) ?? '', 10) > 100)
  assert.deepEqual(failures, [])
  await page.context().close()
})
