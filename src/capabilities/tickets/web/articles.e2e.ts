import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from './desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const text =
  'The badge reader loses its pairing.\n\n## Steps\n\n1. Hold the badge for ten seconds.\n2. Tap again.'

test('By keyboard: an article goes into the answer, is linked, and is named as what solved it', async () => {
  const article = await world.article('Pair the badge reader again', text)
  const { id, number } = await world.file('Badge reader blinks')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByRole('heading', { name: 'Badge reader blinks' }).waitFor()
  await page.keyboard.press('r')
  await page.keyboard.type('Please try this:')
  await page.keyboard.press('Control+/')
  const dialog = page.getByRole('dialog', { name: 'Find an article' })
  await dialog.getByRole('region', { name: 'Pair the badge reader again' }).waitFor()
  assert.deepEqual(await axe(page, '[role="dialog"]'), [])
  await page.keyboard.press('Enter')
  await page.getByText('The article is linked').waitFor()
  await page.getByRole('textbox', { name: 'Reply to Maria Gomez' }).getByText('Pair the badge').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Reply sent').waitFor()
  const seen = await world.show(id)
  assert.equal(
    seen.messages.at(-1).body.trim(),
    `Please try this:\n\n[Pair the badge reader again](/answers/${article})`,
  )
  assert.deepEqual(
    seen.links.map((link: { reads_as: string; id: string }) => [link.reads_as, link.id]),
    [['relates_to', article]],
  )
  await page.keyboard.press('e')
  const resolve = page.getByRole('dialog', { name: `Resolve #${number}` })
  await resolve.getByLabel('Did an article solve it?').focus()
  await page.keyboard.type('Pair')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Dana Reyes resolved it with an article: Fixed').waitFor()
  const done = await world.show(id)
  assert.ok(
    done.links.some(
      (link: { reads_as: string; id: string }) => link.reads_as === 'solved_by' && link.id === article,
    ),
  )
  await page.context().close()
})

test('The whole text goes in by mouse; what only the department reads goes into a note alone', async () => {
  await world.article('Toner change on the ward', 'Open the flap.\n\nTurn the green lever.')
  await world.article('Toner vault code', 'The vault is in the basement.', 'internal')
  const { id } = await world.file('Toner is empty')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  await page.getByRole('button', { name: 'Article', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Find an article' })
  await dialog.getByLabel('Search articles').fill('toner vault')
  await dialog.getByRole('button', { name: 'Toner vault code' }).click()
  await dialog.getByText('nothing of it goes into a public reply').waitFor()
  for (const name of ['Insert link', 'Insert steps', 'Insert whole text'])
    assert.ok(await dialog.getByRole('button', { name }).isDisabled(), name)
  await dialog.getByLabel('Search articles').fill('toner change')
  await dialog.getByRole('button', { name: 'Toner change on the ward' }).click()
  await dialog.getByRole('button', { name: 'Insert whole text' }).click()
  await page
    .getByRole('textbox', { name: 'Reply to Maria Gomez' })
    .getByText('Turn the green lever.')
    .waitFor()
  await page.getByRole('button', { name: 'Internal note', exact: true }).click()
  await page.getByRole('textbox', { name: 'Internal note' }).pressSequentially('Hi Maria, see')
  await page.getByRole('button', { name: 'Article', exact: true }).click()
  await dialog.getByLabel('Search articles').fill('toner vault')
  await dialog.getByRole('button', { name: 'Toner vault code' }).click()
  await dialog.getByRole('button', { name: 'Insert link' }).click()
  await page.getByRole('textbox', { name: 'Internal note' }).getByText('Toner vault code').waitFor()
  await page.getByText('The article is linked').first().waitFor()
  // The note speaks to her, so that it is asked about; as a reply it would give the article away.
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Make it a reply' }).click()
  await page.getByRole('textbox', { name: 'Reply to Maria Gomez' }).getByText('Hi Maria').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').getByText('“Toner vault code”').waitFor()
  assert.deepEqual(await axe(page, '[role="alert"]'), [])
  assert.equal((await world.show(id)).messages.length, 1, 'nothing went out')
  await page.getByRole('button', { name: 'Send it anyway' }).click()
  await page.getByText('Reply sent').waitFor()
  assert.match((await world.show(id)).messages.at(-1).body, /Hi Maria, see/)
  await page.context().close()
})
