import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepsOf } from './steps.ts'

test('The section about the solution is taken, with the headings inside it', () => {
  const body = '# Printer\nIt jams.\n## Resolution\n1. Open it.\n### Careful\nHot.\n## See also\nNothing'
  assert.equal(stepsOf(body), '1. Open it.\n### Careful\nHot.')
})

test('Without such a heading the first numbered list is taken, set-in lines included', () => {
  assert.equal(
    stepsOf('Do so:\n\n1. Pull\n   gently\n\n2. Push\n\nThen rest.'),
    '1. Pull\n   gently\n\n2. Push',
  )
})

test('Without a list the whole text is taken', () => {
  assert.equal(stepsOf('Just wait.\n'), 'Just wait.')
})
