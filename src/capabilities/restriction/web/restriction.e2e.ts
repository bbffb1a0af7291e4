import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../test/helpers/journey.ts'
import { password } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'

let cast: Cast
let journey: Journey
let as: Journey['as']
let look: Journey['look']
let ticket: string

before(async () => {
  cast = await startCast()
  await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  await cast.wardline.person('Bea Breaker', ['help-desk', 'team-lead'], [cast.network])
  await cast.wardline.person('Olga Officer', ['information-security-officer'])
  ticket = await cast.file(cast.nurse, { title: 'Account of a colleague' })
  must(await cast.agent.post(`/api/tickets/${ticket}/assign`, { team_id: cast.desk }))
  journey = await startJourney(cast.wardline)
  as = journey.as
  look = journey.look
})
after(async () => {
  await journey?.close()
  await cast?.wardline.close()
})

test('A lead keeps a ticket for the team and lets a colleague in; another lead breaks the glass, and an officer judges it.', async () => {
  const officer = await as('olga.officer', '/desk/broken-glass')
  await officer.getByText('Nothing waits for a review').waitFor()
  await look(officer, 'review-empty')

  const lead = await as('lea.lead', `/desk/tickets/${ticket}`)
  await lead.getByRole('button', { name: 'Restrict…' }).click()
  const dialog = lead.getByRole('dialog')
  await dialog.getByLabel('Its team, and who asked').check()
  await dialog.getByText(/will not see it any more:/).waitFor()
  await dialog.getByLabel('Why (may stay empty)').fill('It is about one of us.')
  await look(lead, 'restrict-dialog')
  assert.deepEqual(await axe(lead, '[role=dialog]'), [])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await lead.getByText('Restricted.').waitFor()
  await lead.getByRole('button', { name: 'Let somebody in…' }).click()
  const grant = lead.getByRole('dialog')
  await grant.getByLabel('Add a person').fill('Ned Network')
  await lead.getByRole('option', { name: /Ned Network/ }).click()
  await grant.getByLabel('Why do they need to know?').fill('He looks at the switch.')
  await grant.getByRole('button', { name: 'Let in' }).click()
  await lead.getByRole('button', { name: 'End it for Ned Network' }).waitFor()
  await look(lead, 'ticket-restricted')
  assert.deepEqual(await axe(lead, 'main'), [])

  const breaker = await as('bea.breaker', `/desk/tickets/${ticket}`, { width: 375 })
  await breaker.getByText('This record is restricted.').waitFor()
  await look(breaker, 'ticket-hint')
  await breaker.getByRole('link', { name: 'Break glass?' }).click()
  await breaker.getByLabel('Why do you need it now?').fill('The ward cannot sign in.')
  await look(breaker, 'break-glass')
  assert.deepEqual(await axe(breaker, 'main'), [])
  await noOverflow(breaker)
  await breaker.getByRole('button', { name: 'Break the glass' }).click()
  const proof = breaker.getByRole('dialog')
  const title = breaker.getByRole('heading', { name: 'Account of a colleague' })
  await proof.or(title).first().waitFor()
  if (await proof.isVisible()) {
    await proof
      .getByLabel(/password/i)
      .first()
      .fill(password)
    await proof.locator('button[type=submit]').click()
  }
  await title.waitFor()
  await breaker.getByText(/You opened this by broken glass/).waitFor()
  await look(breaker, 'ticket-through-glass')

  await officer.goto(`${journey.address}/desk`)
  const waits = officer.getByRole('region', { name: 'Broken glass waits for a review' })
  await waits.getByText(/Bea Breaker opened record/).waitFor()
  await look(officer, 'today')
  assert.deepEqual(await axe(officer, 'main'), [])
  await waits.getByRole('link', { name: 'All reviews' }).click()
  await officer.getByRole('heading', { name: /Bea Breaker opened record/ }).waitFor()
  await officer.emulateMedia({ colorScheme: 'dark' })
  await look(officer, 'review-open')
  assert.deepEqual(await axe(officer, 'main'), [])
  await officer.getByRole('button', { name: 'It was right' }).click()
  await officer.getByRole('dialog').getByRole('button', { name: 'Save the verdict' }).click()
  await officer.getByText('Nothing waits for a review').waitFor()
  await officer.goto(`${journey.address}/desk/broken-glass?state=past`)
  await officer.getByText(/Reviewed by Olga Officer/).waitFor()
  await look(officer, 'review-past')
})

test('An administrator sets how long broken glass stays open; an officer reads it; articles and incidents say who sees them.', async () => {
  const admin = await as('admin', '/desk/broken-glass/settings', { width: 375 })
  await admin.getByLabel('Minutes that broken glass stays open').fill('3')
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.getByText('This must be at least 5.').first().waitFor()
  await look(admin, 'settings-error')
  await admin.getByLabel('Minutes that broken glass stays open').fill('30')
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.getByText('The settings are kept').first().waitFor()
  await admin.getByRole('listitem').getByText('Olga Officer').waitFor()
  await look(admin, 'settings-phone')
  await noOverflow(admin)
  assert.deepEqual(await axe(admin, 'main'), [])

  const setter = await cast.wardline.person('Sina Setter', [
    'information-security-officer',
    'team-lead',
    'knowledge-author',
  ])
  const article = must(
    await setter.post('/api/articles', { title: 'Quiet article', body: 'Words.', audience: 'internal' }),
  ).body.id
  const incident = must(
    await setter.post('/api/incidents', { title: 'Quiet incident', why: 'Nine calls in ten minutes.' }),
  ).body.id
  for (const id of [article, incident])
    must(await setter.post(`/api/restricted-records/${id}/restrict`, { level: 'security' }))
  const officer = await as('sina.setter', '/desk/broken-glass/settings', { colorScheme: 'dark' })
  await officer.getByText('Only who manages the organization changes this.').waitFor()
  assert.equal(await officer.getByLabel('Minutes that broken glass stays open').inputValue(), '30')
  await look(officer, 'settings-read')
  for (const path of [`/desk/knowledge/${article}`, `/desk/incidents/${incident}`]) {
    await officer.goto(journey.address + path)
    await officer.getByText('Seen by those who work on security.').waitFor()
    await officer.getByText('Sina Setter changed who sees it').first().waitFor()
    await look(officer, `notice-${path.split('/')[2]}`)
    assert.deepEqual(await axe(officer, 'main'), [])
    const breaker = await as('bea.breaker', path)
    await breaker.getByText('This record is restricted.').waitFor()
    await look(breaker, `hint-${path.split('/')[2]}`)
    await breaker.context().close()
  }
})
