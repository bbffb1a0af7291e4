import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { openDesk, type World } from '../../web/desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

test('An agent merges a ticket into a likely one, reads both threads, takes it back, and splits another matter off', async () => {
  const stays = await world.file('Infusion pump display is dark')
  const otis = await world.wardline.person('Otis Other', [])
  const filed = await otis.post('/api/tickets', {
    title: 'Dark display, infusion pump',
    body: 'Bed 4, since noon.',
  })
  const goes = filed.body as { id: string; number: number }
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${goes.id}`)
  await page.getByRole('button', { name: 'Merge into another' }).click()
  const dialog = page.getByRole('dialog', { name: `Merge #${goes.number} into another ticket` })
  await dialog.getByRole('radio', { name: `#${stays.number} Infusion pump display is dark` }).check()
  await dialog.getByText(`#${stays.number} stays hidden from them`).waitFor()
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await page.getByRole('link', { name: `Goes on with #${stays.number}` }).waitFor()

  await page.goto(`${world.base}/desk/tickets/${stays.id}`)
  const card = page.locator('[data-message]').filter({ hasText: 'Bed 4, since noon.' })
  await card.getByRole('link', { name: `From #${goes.number}` }).waitFor()
  assert.deepEqual(await axe(page), [])

  const theirs = await world.pageOf(otis, { colorScheme: 'dark', width: 375, height: 800 })
  await theirs.goto(`${world.base}/requests/${goes.id}`)
  await theirs.getByText('Handled together with another request.').waitFor()
  assert.equal(await theirs.getByRole('link', { name: /See request/ }).count(), 0)
  assert.deepEqual(await axe(theirs), [])
  await theirs.context().close()

  await page.getByRole('button', { name: `Unmerge #${goes.number}` }).click()
  await page.getByText(`#${goes.number} goes on by itself again`).waitFor()
  assert.equal((await world.show(goes.id)).state, 'new')
  await page.getByRole('button', { name: 'Undo' }).click()
  await card.waitFor()
  assert.equal((await world.show(goes.id)).state, 'merged')

  await page.getByRole('button', { name: 'Split', exact: true }).click()
  const split = page.getByRole('dialog', { name: `Split #${stays.number}` })
  await split.getByRole('checkbox', { name: 'Maria Gomez' }).check()
  await split.getByLabel('In one line').fill('The bed has no power')
  await split.getByLabel('What is it about?').fill('The socket of bed 4 is dead.')
  assert.deepEqual(await axe(page), [])
  await split.getByRole('button', { name: 'File the new ticket' }).click()
  await page.getByRole('heading', { name: 'The bed has no power' }).waitFor()
  await page.getByRole('link', { name: `From #${stays.number}` }).waitFor()
  await page.context().close()
})

test('Several are merged from the queue after a preview, and who resolves the whole is asked about its parts', async () => {
  const first = await world.file('Queue merge: one')
  const second = await world.file('Queue merge: two')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/queue?view=open`)
  for (const title of ['Queue merge: one', 'Queue merge: two'])
    await page.getByRole('row').filter({ hasText: title }).getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Merge 2 tickets' })
  await dialog.getByText(`#${second.number} ends as merged`).waitFor()
  await dialog.getByText('Maria Gomez asked for both.').waitFor()
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('button', { name: 'Merge 1 ticket' }).click()
  await page.getByText(`1 ticket goes on with #${first.number}`).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('row').filter({ hasText: 'Queue merge: two' }).waitFor()

  await page.goto(`${world.base}/desk/tickets/${first.id}`)
  await page.getByRole('button', { name: 'New part' }).click()
  const part = page.getByRole('dialog', { name: `New part of #${first.number}` })
  await part.getByLabel('In one line').fill('Order a new display')
  await part.getByLabel('What is it about?').fill('From the vendor.')
  await part.getByRole('button', { name: 'File the part' }).click()
  await page.getByText('0 of 1 done').first().waitFor()
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve', exact: true }).click()
  const offer = page.getByRole('dialog', { name: `#${first.number} is resolved. Resolve its parts too?` })
  await offer.getByRole('checkbox', { name: /Order a new display/ }).check()
  assert.deepEqual(await axe(page), [])
  await offer.getByRole('button', { name: 'Resolve the chosen' }).click()
  await page.getByText('1 of 1 done').first().waitFor()
  await page.context().close()
})
