import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currentToasts, toast } from './toast.ts'

test('An undo takes the deed back and lets it not expire', () => {
  const said: string[] = []
  const id = toast.undo('Closed', () => said.push('undone'), { onExpire: () => said.push('expired') })
  assert.equal(currentToasts()[0]?.lasts_ms, 8000)
  toast.act(id)
  toast.dismiss(id)
  assert.deepEqual(said, ['undone'])
  assert.equal(currentToasts().length, 0)
})

test('A deed that nobody takes back expires once', () => {
  const said: string[] = []
  const id = toast.undo('Closed', () => said.push('undone'), { onExpire: () => said.push('expired') })
  toast.dismiss(id)
  toast.act(id)
  assert.deepEqual(said, ['expired'])
})

test('Past four messages the oldest goes, and its deed is done', () => {
  const said: string[] = []
  toast.undo('first', () => undefined, { onExpire: () => said.push('first') })
  const ids = ['a', 'b', 'c', 'd'].map((text) => toast.show(text))
  assert.deepEqual(said, ['first'])
  assert.equal(currentToasts().length, 4)
  for (const id of ids) toast.dismiss(id)
})
