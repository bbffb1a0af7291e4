import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordAction } from '../../core/action.ts'
import { isOpenMove, lifecycle, openMoves } from '../../core/lifecycle.ts'
import { Body } from '../../platform/http/schema.ts'
import { ticketLife } from './lifecycle.ts'
import { worksWith } from './policy.ts'

test('A move that the lifecycle does not name does not compile, nor does a state.', () => {
  const common = {
    name: 'tickets.try',
    summary: 'Try.',
    life: ticketLife,
    input: Body({}),
    permits: worksWith('tickets.work'),
  }
  const right = recordAction({ ...common, move: 'resolve', run: async () => ({ result: {} }) })
  // @ts-expect-error The lifecycle of tickets has no move “explode”.
  const wrong = recordAction({ ...common, move: 'explode', run: async () => ({ result: {} }) })
  assert.deepEqual([right.move, wrong.move], ['resolve', 'explode'])
  // @ts-expect-error A move is asked for by its name.
  assert.equal(isOpenMove(ticketLife, 'open', 'explode'), false)
  lifecycle({
    kind: 'lamp',
    initial: 'off',
    states: { on: 'active', off: 'waiting' },
    // @ts-expect-error A lamp cannot be switched to a state that it does not have.
    moves: { break: { from: ['on'], to: 'broken' } },
  })
})

test('From every state the open moves lead to known states, and what is cancelled stays so, and what is merged comes back by unmerging alone.', () => {
  for (const state of Object.keys(ticketLife.states))
    for (const move of openMoves(ticketLife, state)) assert.ok(ticketLife.moves[move].to in ticketLife.states)
  assert.deepEqual(openMoves(ticketLife, 'cancelled'), [])
  assert.deepEqual(openMoves(ticketLife, 'merged'), ['unmerge'])
  assert.deepEqual(openMoves(ticketLife, 'closed'), ['reopen'])
})
