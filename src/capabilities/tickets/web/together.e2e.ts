import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from './desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

test('Two agents see that the other looks at the ticket or writes on it, and the requester sees neither', async () => {
  const { id } = await world.file('Both look at it')
  const [one, two, hers] = await Promise.all([
    world.pageOf(world.dana),
    world.pageOf(world.sam),
    world.pageOf(world.maria),
  ])
  await world.listening(hers, `/requests/${id}`)
  await world.listening(one, `/desk/tickets/${id}`)
  await world.listening(two, `/desk/tickets/${id}`)
  await one.getByText('Sam Lee looks at it').waitFor()
  await two.getByText('Dana Reyes looks at it').waitFor()
  assert.deepEqual(await axe(two), [])
  await one.getByRole('button', { name: 'Reply', exact: true }).click()
  await one.getByRole('textbox', { name: 'Reply to Maria Gomez' }).pressSequentially('Have you tried')
  await two.getByText('Dana Reyes is writing').waitFor()
  assert.equal(await hers.getByText(/is writing|looks at it/).count(), 0)
  await one.goto(`${world.base}/desk`)
  await two.getByText(/Dana Reyes (looks at it|is writing)/).waitFor({ state: 'detached' })
  await Promise.all([one, two, hers].map((page) => page.context().close()))
})

test('A participant is added by name, sees the request in the portal, and is removed; a watcher as well', async () => {
  const otis = await world.wardline.person('Otis Other', [])
  const { id, number } = await world.file('Shared by two')
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  const add = async (name: string, way: RegExp) => {
    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog', { name: `Have somebody follow #${number}` })
    await dialog.getByRole('combobox', { name: 'Who?' }).fill(name)
    await page.getByRole('option', { name: new RegExp(name) }).click()
    await dialog.getByRole('radio', { name: way }).check()
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await add('Otis Other', /As a participant/)
  await page.getByRole('button', { name: 'Remove Otis Other' }).waitFor()
  await add('Sam Lee', /As a watcher/)
  await page.getByRole('button', { name: 'Remove Sam Lee' }).waitFor()
  const ticket = await world.show(id)
  assert.deepEqual(ticket.participant_ids, [otis.personId])
  const his = await world.pageOf(otis)
  await his.goto(world.base)
  await his.getByRole('link', { name: /Shared by two/ }).click()
  await his.getByRole('heading', { level: 1, name: 'Shared by two' }).waitFor()
  await page.getByRole('button', { name: 'Remove Otis Other' }).click()
  await page.getByText('Otis Other does not follow it any more').waitFor()
  assert.equal((await otis.get(`/api/tickets/${id}`)).status, 404)
  await Promise.all([page.context().close(), his.context().close()])
})

test('The timeline names the place that was changed', async () => {
  const admin = await world.wardline.admin()
  const made = await admin.post('/api/places', { name: 'Ward 4 West' })
  assert.equal(made.status, 200)
  const { id } = await world.file('Where is it')
  assert.equal((await world.dana.post(`/api/tickets/${id}/edit`, { place_id: made.body.id })).status, 200)
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/${id}`)
  await page.getByText('Dana Reyes changed Place from – to Ward 4 West').waitFor()
  await page.context().close()
})

test('Whoever is given a ticket sees it at the bell at once, opens it by keyboard, and has read it then', async () => {
  const { id, number } = await world.file('Given to Sam')
  const page = await world.pageOf(world.sam)
  await world.listening(page, '/desk')
  const given = await world.dana.post(`/api/tickets/${id}/assign`, { owner_id: world.sam.personId })
  assert.equal(given.status, 200)
  await page.getByRole('button', { name: /News for you, \d+ unread/ }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  const news = page.getByRole('dialog', { name: 'News for you' })
  const line = news.getByRole('listitem').filter({ hasText: 'Given to Sam' })
  await line.getByText('Dana Reyes gave this to you').waitFor()
  assert.deepEqual(await axe(page), [])
  await line.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/desk/tickets/${id}`)
  await page.getByRole('heading', { name: 'Given to Sam' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await news
    .locator('[data-unread=false]')
    .filter({ hasText: `#${number}` })
    .waitFor()
  await page.keyboard.press('Escape')
  await news.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /News for you/ }).click()
  await news.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByRole('button', { name: 'News for you', exact: true }).waitFor()
  await page.context().close()
})
