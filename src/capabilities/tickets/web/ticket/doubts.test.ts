import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubtsAbout } from './doubts.ts'

const maria = { name: 'Maria Gomez', email: 'maria.gomez@ward.example' }

test('A note that holds the requester’s address or greets her may have been meant as a reply', () => {
  assert.deepEqual(doubtsAbout('note', 'Wrote to Maria.Gomez@ward.example today', maria), [
    'noteHoldsAddress',
  ])
  assert.deepEqual(doubtsAbout('note', 'Hi Maria, please try again.', maria), ['noteGreetsRequester'])
  assert.deepEqual(doubtsAbout('note', 'Hola Maria:\npruebe otra vez', maria), ['noteGreetsRequester'])
})

test('A note about her is no letter to her', () => {
  assert.deepEqual(doubtsAbout('note', 'Called Maria. The dearth of badges goes on.', maria), [])
  assert.deepEqual(doubtsAbout('note', 'Hi Mariana, can you look?', maria), [])
  assert.deepEqual(doubtsAbout('note', 'Hi all', undefined), [])
})

test('A name with signs of its own does not break the check', () => {
  assert.deepEqual(doubtsAbout('note', 'Hello J.(R), thanks', { name: 'J.(R) Doe', email: null }), [])
})

test('A reply that sounds internal or holds a password is asked about', () => {
  assert.deepEqual(doubtsAbout('reply', 'This stays internal.', maria), ['replySoundsInternal'])
  assert.deepEqual(doubtsAbout('reply', "Don't tell the ward yet", maria), ['replySoundsInternal'])
  assert.deepEqual(doubtsAbout('reply', 'Your password is Spring24!', maria), ['replyHoldsPassword'])
})

test('An ordinary reply is not', () => {
  assert.deepEqual(doubtsAbout('reply', 'Please choose a new password and try again.', maria), [])
  assert.deepEqual(doubtsAbout('reply', 'The internet is back in the interns’ room.', maria), [])
  assert.deepEqual(doubtsAbout('reply', 'It is the printer of internal medicine.', maria), [])
})
