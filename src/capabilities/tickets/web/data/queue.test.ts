import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterCount, filterOf, queueHref, readSearch } from './queue.ts'
import { filesIn } from './upload.ts'

/** As the router reads an address: each value as JSON where it is JSON, else as it stands. */
function read(href: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [key, value] of new URL(href, 'http://inside.invalid').searchParams) {
    try {
      found[key] = JSON.parse(value)
    } catch {
      found[key] = value
    }
  }
  return found
}

test('What an address was made from is read from it again', () => {
  const search = {
    view: 'team',
    state: ['new', 'open'],
    priority: [1, 2],
    reverse: true,
    q: '1042',
    tag: 'a b&c',
    ticket: 'abc',
    columns: 'title:320,state',
  } as const
  assert.deepEqual(readSearch(read(queueHref(search as never))), search)
})

test('An empty address means everything that is open, and empty filters leave no trace', () => {
  assert.deepEqual(readSearch({}), { view: 'open' })
  assert.equal(queueHref({ view: 'mine', q: '', state: [], reverse: false }), '/desk/queue?view=mine')
})

test('Something that is no filter of ours is not passed on', () => {
  assert.deepEqual(readSearch({ view: 'mine', secret: 'x', state: 'new' }), { view: 'mine', state: ['new'] })
})

test('The open ticket and the columns are not asked of the API, and words and order count as no filter', () => {
  const search = readSearch({
    view: 'mine',
    ticket: 'x',
    q: 'printer',
    sort: 'due',
    tag: 'vip',
    columns: 'title',
  })
  assert.deepEqual(filterOf(search), { view: 'mine', q: 'printer', sort: 'due', tag: 'vip' })
  assert.equal(filterCount(search), 1)
})

test('The files of a text are found once each', () => {
  const id = '01a20186-5b9a-7757-9a80-979e3387fc20'
  assert.deepEqual(filesIn(`![a](/api/attachments/${id}/image) and [b](/api/attachments/${id})`), [id])
  assert.deepEqual(filesIn('[b](/api/attachments/other)'), [])
})
