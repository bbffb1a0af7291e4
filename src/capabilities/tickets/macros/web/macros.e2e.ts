import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import { openDesk, type World } from '../../web/desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

async function prepare(): Promise<void> {
  const { dana } = world
  const keep = async (path: string, body: object) => {
    const answer = await dana.post(path, { is_shared: false, ...body })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
  }
  const template = { title: 'Badge does not open the door', body: 'Which door, since when?', tags: ['badge'] }
  await keep('/api/ticket-templates', { name: 'Badge trouble', content: template })
  await keep('/api/canned-replies', {
    name: 'Restart the reader',
    content: { en: 'please hold your badge to the reader for ten seconds.', es: '' },
  })
  const own = await dana.send('PUT', '/api/signatures/own', { en: '{{agent.name}}', es: '' })
  assert.equal(own.status, 200)
}

/** A macro is made on its page, by keyboard as far as there are letters to type. */
async function makeMacro(page: Page): Promise<void> {
  await page.goto(`${world.base}/desk/settings/macros`)
  await page.getByText('No macro yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('link', { name: 'New macro' }).click()
  await page.getByLabel('Name').fill('Begin with badges')
  await page.getByRole('button', { name: 'Add a step' }).click()
  await page.getByLabel('Step 2', { exact: true }).selectOption('note')
  await page.getByRole('textbox', { name: 'Text' }).fill('Ask {{nobody}}')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('{{nobody}} cannot be filled in here').first().waitFor()
  await page.getByRole('textbox', { name: 'Text' }).fill('Look at reader of {{requester.first_name|nobody}}')
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('link', { name: 'Begin with badges' }).waitFor()
}

test('By keyboard: a template, a macro, a canned reply, one sent later, and a draft that two write.', async () => {
  await prepare()
  const page = await world.pageOf(world.dana)
  await makeMacro(page)

  await page.goto(`${world.base}/desk/tickets/new`)
  await page.getByLabel('Start from a template').selectOption({ label: 'Badge trouble' })
  const title = page.getByLabel('In one line')
  await title.waitFor()
  await page.waitForFunction(() =>
    [...document.querySelectorAll('input')].some(({ value }) => value === 'Badge does not open the door'),
  )
  await title.press('Control+Enter')
  await page.waitForURL(/\/desk\/tickets\/[0-9a-f-]{36}$/)
  const id = page.url().split('/').at(-1) ?? ''
  await page.getByRole('heading', { level: 1, name: 'Badge does not open the door' }).waitFor()

  await page.keyboard.press('m')
  await page.getByRole('combobox', { name: 'Find a macro' }).fill('badges')
  await page.keyboard.press('Enter')
  await page.getByText('Look at reader of Dana').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Enter')
  await page.getByText('“Begin with badges” was done').waitFor()
  const done = await world.show(id)
  assert.deepEqual([done.owner.name, done.tags, done.messages.length], ['Dana Reyes', ['badge'], 2])

  const { id: hers } = await world.file('Her badge')
  await page.goto(`${world.base}/desk/tickets/${hers}`)
  await page.getByRole('heading', { level: 1, name: 'Her badge' }).waitFor()
  await page.keyboard.press('r')
  const editor = page.getByRole('textbox', { name: 'Reply to Maria Gomez' })
  await page.locator('[role="textbox"][contenteditable="true"]').waitFor()
  await page.keyboard.type('Maria, ')
  await page.keyboard.press('Enter')
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Find a reply' }).fill('restart')
  await page.keyboard.press('Enter')
  await editor.getByText('please hold your badge').waitFor()
  await editor.getByText('Maria,').waitFor()
  await page.getByText('Will be added:').waitFor()
  await page.getByRole('button', { name: 'More ways to send' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Send later' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'When should it be sent?' })
  await dialog.getByText('By the clocks of America/Chicago').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Control+Enter')
  await page.getByText('Waits to be sent').waitFor()
  const { body: later } = await world.dana.get(`/api/tickets/${hers}/later`)
  assert.match(later.replies[0].body, /^Maria,[\s\S]*please hold your badge/)

  const second = await world.pageOf(world.sam)
  await world.listening(second, `/desk/tickets/${hers}`)
  await page.getByRole('button', { name: 'Write together' }).click()
  await page
    .getByRole('textbox', { name: 'Draft that is written together' })
    .pressSequentially('We come by at noon.')
  await page.getByText('Last saved by Dana Reyes').waitFor()
  await second.getByRole('button', { name: 'Write together' }).click()
  const shared = second.getByRole('textbox', { name: 'Draft that is written together' })
  await shared.getByText('We come by at noon.').waitFor()
  await second.getByText('Dana Reyes is writing').waitFor()
  await page.getByRole('button', { name: 'Ready to send' }).click()
  await second.getByText('Dana Reyes says that it is ready to send').waitFor()
  assert.deepEqual(await axe(second), [])
  await second
    .getByRole('region', { name: 'Write' })
    .getByRole('button', { name: 'Send', exact: true })
    .click()
  await second.getByText('Written by Dana Reyes, sent by Sam Lee.').waitFor()
  await page.getByText('Written by Dana Reyes, sent by Sam Lee.').waitFor()
  await Promise.all([page, second].map((each) => each.context().close()))
})

test('What is saved while another one opens the shared reply is shown to them, though their answer was read before.', async () => {
  const { id } = await world.file('Label printer')
  const second = await world.pageOf(world.sam)
  await world.listening(second, `/desk/tickets/${id}`)
  const path = `/api/tickets/${id}/shared-draft`
  await second.route(
    (url) => url.pathname === path,
    async (route) => {
      const before = await route.fetch()
      const saved = await world.dana.send('PUT', path, { body: 'We come by at noon.', version: 0 })
      assert.equal(saved.status, 200)
      await second.waitForTimeout(1000)
      await route.fulfill({ response: before })
    },
    { times: 1 },
  )
  await second.getByRole('button', { name: 'Write together' }).click()
  await second
    .getByRole('textbox', { name: 'Draft that is written together' })
    .getByText('We come by at noon.')
    .waitFor()
  await second.context().close()
})
