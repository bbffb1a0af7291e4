import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'

const code = readFileSync(new URL('../../../../web/kit/public/push-worker.js', import.meta.url), 'utf8')

/** The worker in a browser that keeps what it shows and opens. */
function start(open: { url: string; focus(): Promise<void> }[] = []) {
  const heard = new Map<string, (event: object) => void>()
  const shown: [string, { body: string; tag: string; data: { path: string } }][] = []
  const opened: string[] = []
  const self = {
    location: { origin: 'https://help.example.org' },
    addEventListener: (name: string, listener: (event: object) => void) => heard.set(name, listener),
    registration: { showNotification: async (...told: (typeof shown)[number]) => shown.push(told) },
    clients: { matchAll: async () => open, openWindow: async (address: string) => opened.push(address) },
  }
  runInNewContext(code, { self, URL })
  const hear = async (name: string, event: object) => {
    const waits: Promise<unknown>[] = []
    heard.get(name)?.({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) })
    await Promise.all(waits)
  }
  return { shown, opened, hear }
}

test('A push is shown with its title, team and number, and the same page replaces itself', async () => {
  const { shown, hear } = start()
  const told = { title: 'You are paged', body: 'Network · #7', path: '/desk/tickets/1', tag: 'one' }
  await hear('push', { data: { json: () => told } })
  assert.equal(shown[0]?.[0], told.title)
  assert.deepEqual(
    [shown[0]?.[1].body, shown[0]?.[1].tag, shown[0]?.[1].data.path],
    [told.body, told.tag, told.path],
  )
})

test('Choosing it opens the ticket, in the window that shows it already where there is one', async () => {
  const chosen = { notification: { close() {}, data: { path: '/desk/tickets/1' } } }
  const { opened, hear } = start()
  await hear('notificationclick', chosen)
  assert.deepEqual(opened, ['https://help.example.org/desk/tickets/1'])

  let focused = 0
  const url = 'https://help.example.org/desk/tickets/1'
  const second = start([
    {
      url,
      focus: async () => {
        focused += 1
      },
    },
  ])
  await second.hear('notificationclick', chosen)
  assert.deepEqual([second.opened, focused], [[], 1])
})
