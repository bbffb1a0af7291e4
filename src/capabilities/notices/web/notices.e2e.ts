/** Somebody looks at what she was told, mutes some of it, and chooses by which way and when she hears of the rest. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../test/helpers/journey.ts'
import { until } from '../../../../test/helpers/process.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { linksFor } from '../link.ts'

let cast: Cast
let journey: Journey
let first: string

before(async () => {
  cast = await startCast()
  journey = await startJourney(cast.wardline)
  first = await mention('The scanner is dead')
  await mention('The printer is out of paper')
})
after(async () => {
  await journey?.close()
  await cast?.wardline.close()
})

async function mention(title: string): Promise<string> {
  const id = await cast.file(cast.nurse, { title })
  await look(id)
  return id
}

async function look(id: string): Promise<void> {
  const body = `Look, @[Sam Agent](person:${cast.agent.personId})`
  must(await cast.secondAgent.post(`/api/tickets/${id}/note`, { body }))
}

const settings = async () => must(await cast.agent.get('/api/notices/settings')).body
const wayOf = async (kind: string) =>
  (await settings()).kinds.find((each: { kind: string }) => each.kind === kind)
const fits = async (page: Page) => {
  await noOverflow(page)
  assert.deepEqual(await axe(page), [])
}

test('The list says what happened and why, counts live, and one record is muted by keyboard.', async () => {
  const page = await journey.as('sam.agent', '/desk/notices')
  await page.getByRole('link', { name: /The scanner is dead/ }).waitFor()
  await page.getByText('It is meant for you').first().waitFor()
  await page.getByRole('button', { name: 'News for you, 2 unread' }).waitFor()
  await fits(page)
  await journey.look(page, 'notices-list')
  await mention('The monitor flickers')
  await page.getByRole('button', { name: 'News for you, 3 unread' }).waitFor()
  await page.getByRole('link', { name: /The monitor flickers/ }).waitFor()
  const mute = page.getByRole('button', { name: /^Mute: .*The scanner is dead/ })
  await mute.focus()
  await page.keyboard.press('Enter')
  const item = page.getByRole('menuitem', { name: /^Hear nothing more of #/ })
  await item.waitFor()
  await item.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'News for you, 2 unread' }).waitFor()
  await look(first)
  await page.getByText('muted', { exact: false }).first().waitFor()
  await page.getByLabel('Only unread').check()
  await page.waitForURL(/unread=1/)
  await until(
    async () => (await page.getByRole('link', { name: /The scanner is dead/ }).count()) === 0,
    'the muted one leaves the unread',
  )
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByText('No notices here').waitFor()
  await page.getByRole('button', { name: 'News for you', exact: true }).waitFor()
  await page.getByLabel('Kind').selectOption('mentions')
  await page.waitForURL(/kind=mentions/)
  await page.context().close()
})

test('In a second tab the count moves without a reload: read here, unread here, and in the portal too.', async () => {
  const page = await journey.as('sam.agent', '/desk/notices')
  const second = await page.context().newPage()
  await second.goto(new URL('/desk/notices/settings', page.url()).href)
  const counted = (tab: Page, unread: number) =>
    tab
      .getByRole('button', {
        name: unread > 0 ? `News for you, ${unread} unread` : 'News for you',
        exact: true,
      })
      .waitFor()
  await mention('The badge reader beeps')
  await mention('The label printer smears')
  await counted(second, 2)
  await page.getByRole('button', { name: 'Mark as read: ', exact: false }).first().click()
  await counted(second, 1)
  await page
    .getByRole('button', { name: /^Mark as unread: / })
    .first()
    .click()
  await counted(second, 2)
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await counted(second, 0)
  await page.context().close()

  const portal = await journey.as('nora.nurse', '/notices')
  await portal.getByRole('heading', { level: 1, name: 'Your notices' }).waitFor()
  const other = await portal.context().newPage()
  await other.goto(new URL('/', portal.url()).href)
  await other.getByRole('link', { name: 'News for you', exact: true }).waitFor()
  must(await cast.agent.post(`/api/tickets/${first}/reply`, { body: 'We look at it.' }))
  await other.getByRole('link', { name: 'News for you, 1 unread' }).waitFor()
  await portal
    .getByRole('button', { name: /^Mark as read: / })
    .first()
    .click()
  await other.getByRole('link', { name: 'News for you', exact: true }).waitFor()
  await portal.context().close()
})

test('Ways, quiet hours and one mail for all are chosen and kept; what makes no sense is told at its field.', async () => {
  const page = await journey.as('sam.agent', '/desk/notices/settings')
  const mentions = page.getByRole('group', { name: 'Mentions' })
  await mentions.getByLabel('By mail').selectOption('now')
  await mentions.getByLabel('Ring the browser').check()
  await page.getByLabel('I have quiet hours').check()
  await page.getByLabel('Until').fill('22:00')
  await fits(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The quiet has to end at another time than it begins.').waitFor()
  await page.getByLabel('Until').fill('06:30')
  await page.getByText('On the next day').waitFor()
  await page.getByLabel('Saturday').uncheck()
  await page.getByLabel('Each hour').check()
  await page.getByLabel('Time zone').selectOption('Europe/Madrid')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await until(async () => (await settings()).quiet !== null, 'saving')
  const { quiet, time_zone, digest } = await settings()
  assert.deepEqual(
    [quiet, time_zone, digest],
    [{ from: 1320, to: 390, days: [1, 2, 3, 4, 5, 7] }, 'Europe/Madrid', 'hourly'],
  )
  const { mail, push } = await wayOf('mentions')
  assert.deepEqual([mail, push], ['now', true])
  await journey.look(page, 'notices-settings')
  await page.reload()
  await page.getByLabel('Until').waitFor()
  assert.equal(await page.getByLabel('Until').inputValue(), '06:30')
  await page.getByRole('button', { name: /^Hear of it again: #/ }).click()
  await until(async () => (await settings()).muted_records.length === 0, 'hearing of it again')
  await page.context().close()
})

test('Event by event is chosen by keyboard; the kind then says that it is mixed, and its own choice sets all of them.', async () => {
  const page = await journey.as('sam.agent', '/desk/notices/settings')
  const work = page.getByRole('group', { name: 'Work that comes to you' })
  const fold = work.getByText(/^Each event by itself/)
  await fold.focus()
  await page.keyboard.press('Enter')
  const assigned = work.getByRole('group', { name: 'Somebody gave this to you' })
  await assigned.getByLabel('By mail').selectOption('now')
  await assigned.getByLabel('Here').focus()
  await page.keyboard.press('Space')
  await work.getByLabel('Here (mixed: it differs by event)').waitFor()
  assert.equal(await work.getByLabel('By mail').first().inputValue(), 'mixed')
  await fits(page)
  await journey.look(page, 'notices-events')
  const duty = page.getByRole('group', { name: 'On-call' })
  await duty.getByText('This is always told: others rely on whoever is on call.').waitFor()
  assert.equal(await duty.getByRole('checkbox').count(), 0)
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await save.click()
  const event = async () =>
    (await wayOf('work')).events.find((each: { reason: string }) => each.reason === 'assigned')
  await until(async () => (await event()).mail === 'now', 'saving of an event')
  assert.equal((await event()).in_app, false)
  assert.equal((await wayOf('work')).mail, 'digest')
  await page.reload()
  await work.getByLabel('Here (mixed: it differs by event)').waitFor()
  await work.getByLabel('By mail').first().selectOption('off')
  await work.getByLabel('Here (mixed: it differs by event)').check()
  await work.getByLabel('Here', { exact: true }).first().waitFor()
  await save.click()
  await until(async () => (await event()).mail === 'off' && (await event()).in_app, 'saving of the kind')
  await page.context().close()
})

test('The link to the calendar is made, shown once, changed and ended.', async () => {
  const page = await journey.as('sam.agent', '/desk/notices/settings')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = page.getByLabel('Secret link')
  await link.waitFor()
  assert.match(await link.inputValue(), /\/calendars\/.+\.ics$/)
  await page.getByText('It was not used yet.').waitFor()
  await page.getByLabel('Your classes').uncheck()
  await page.getByRole('button', { name: 'Save what it shows' }).click()
  await until(
    async () => must(await cast.agent.get('/api/notices/calendar')).body.parts.length === 3,
    'the change of the calendar',
  )
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'End the link' }).click()
  await page.getByRole('button', { name: 'Make a link' }).waitFor()
  await page.context().close()
})

test('A nurse finds her notices in the portal, and by the link of a mail chooses without signing in.', async () => {
  const { nurse, agent } = cast
  must(
    await nurse.send('PUT', '/api/notices/settings', {
      time_zone: null,
      quiet: null,
      digest: 'daily',
      digest_at: 420,
      kinds: [{ kind: 'requests', in_app: true, mail: 'now', push: false }],
    }),
  )
  must(await agent.post(`/api/tickets/${first}/resolve`, { code: 'fixed', cause: 'Dust' }))
  const page = await journey.as('nora.nurse', '/')
  await page.getByRole('link', { name: /News for you, \d unread/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Your notices' }).waitFor()
  await page.getByText('It is your request').first().waitFor()
  await fits(page)
  await journey.look(page, 'notices-portal')
  await page.getByRole('link', { name: 'Choose what you are told' }).click()
  await page.getByRole('group', { name: 'Your requests' }).waitFor()
  assert.equal(await page.getByRole('group', { name: 'Approvals' }).count(), 1)
  assert.equal(await page.getByRole('group', { name: 'Work that comes to you' }).count(), 0)
  await page.getByRole('heading', { name: 'Ring your browsers' }).waitFor()
  await page.getByRole('group', { name: 'Your requests' }).getByLabel('Ring the browser').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await until(async () => {
    const { kinds } = must(await nurse.get('/api/notices/settings')).body
    return kinds.find((each: { kind: string }) => each.kind === 'requests').push === true
  }, 'the ring is chosen')
  await journey.look(page, 'notices-portal-settings')
  await page.context().close()

  const { app } = cast.wardline.composition
  const means = { orgId: cast.wardline.orgId, personId: nurse.personId, of: 'requests' as const }
  const token = linksFor(app, means, app.clock.now().toISOString()).settings.split('#')[1] ?? ''
  const stranger = await journey.as('otis.other', `/mail-settings#${token}`)
  await stranger.context().clearCookies()
  await stranger.reload()
  await stranger.getByLabel('Your requests').selectOption('off')
  assert.deepEqual(await axe(stranger), [])
  await stranger.getByRole('button', { name: 'Save' }).click()
  await stranger.getByText('Your choice is saved.').waitFor()
  const { kinds } = must(await nurse.get('/api/notices/settings')).body
  assert.equal(kinds.find((each: { kind: string }) => each.kind === 'requests').mail, 'off')
  await journey.look(stranger, 'notices-by-link')
  await stranger.context().close()
})

test('In Spanish, dark and 320 pixels wide the list and the choices fit and are accessible.', async () => {
  for (const path of ['/desk/notices', '/desk/notices/settings', '/notices/settings']) {
    const page = await journey.as('sam.agent', path, { width: 320, colorScheme: 'dark', locale: 'es-US' })
    await page.evaluate(() => localStorage.setItem('wardline.language', 'es'))
    await page.reload()
    const title = path.endsWith('settings') ? 'De qué se le avisa y cómo' : 'Sus avisos'
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page
      .getByText(path.endsWith('settings') ? 'Horas de silencio' : 'Es para usted')
      .first()
      .waitFor()
    if (path.endsWith('settings')) await page.getByText(/^Cada suceso por separado: Sus solicitudes/).click()
    await fits(page)
    await journey.look(page, `notices-es${path.replaceAll('/', '-')}`)
    await page.context().close()
  }
})
