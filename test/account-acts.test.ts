/**
 * Every act on accounts is classified: it asks for a verification of whose account it is, or says why it needs none. An
 * action, or a file that writes what accounts are made of, that is not in these tables fails the test with its name.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { capabilities } from '../src/app/capabilities.ts'
import type { AccountAct } from '../src/core/accounts.ts'

const root = resolve(import.meta.dirname, '..')

/** The acts, each with the kind of verification that it asks for. */
const asked: Record<string, AccountAct> = {
  'emergency.edit': 'password',
  'people.edit': 'contact',
  'people.invite': 'invite',
  'people.merge': 'merge',
  'people.reactivate': 'access',
  'people.reset_factor': 'factor',
  'people.reset_password': 'password',
  'roles.assign': 'role',
}

/** The other actions of these capabilities, and why they need none. */
const notAsked: Record<string, string> = {
  'people.create': 'Nobody has this account yet.',
  'people.edit_own': 'One’s own.',
  'people.deactivate': 'It only takes away, and has to be quick.',
  'people.set_skill': 'A skill opens nothing.',
  'teams.create': 'No account.',
  'teams.edit': 'No account.',
  'teams.set_member': 'It tells who works where; what one may do comes from roles.',
  'teams.remove_member': 'It only takes away.',
  'roles.create': 'Nobody holds it yet.',
  'roles.edit': 'About no one person; it needs a fresh proof and is audited.',
  'roles.unassign': 'It only takes away, and has to be quick.',
  'sessions.revoke': 'It only takes away, and has to be quick.',
  'sessions.revoke_others': 'One’s own.',
  'outbox.send_again': 'The same letter goes to the same address.',
  'passkeys.rename': 'One’s own.',
  'passkeys.remove': 'One’s own.',
  'emergency.create':
    'Nobody has this account yet, and it holds nothing until it is used; officers hear of that.',
  'emergency.end': 'It only takes away, and has to be quick.',
  'emergency.take': 'One’s own; officers hear of it.',
  'emergency.give_back': 'One’s own.',
  'emergency.review': 'It only judges what was done.',
  'providers.create': 'About no one person; it needs a fresh proof and is audited.',
  'providers.create_saml': 'About no one person; it needs a fresh proof and is audited.',
  'providers.edit': 'About no one person; it needs a fresh proof and is audited.',
  'providers.renew_key': 'About no one person; it needs a fresh proof and is audited.',
  'providers.retire_key': 'About no one person; it needs a fresh proof and is audited.',
  'providers.edit_saml': 'About no one person; it needs a fresh proof and is audited.',
  'providers.read_metadata': 'It only reads.',
}

/** Files that write what accounts are made of, and what they are let by. */
const writers: Record<string, string> = {
  'src/capabilities/privacy/person/ask.ts': 'It only takes away.',
  'src/capabilities/privacy/person/finish.ts': 'It only takes away, and two people decided it.',
  'src/capabilities/sign-in/emergency/accounts.ts': 'asks',
  'src/capabilities/sign-in/emergency/use.ts': 'The account takes its own role; officers hear of it.',
  'src/capabilities/sign-in/passkeys/own.ts': 'One’s own.',
  'src/capabilities/sign-in/passkeys/register.ts': 'One’s own.',
  'src/capabilities/sign-in/passkeys/verify.ts': 'Counts how often the person’s own key was used.',
  'src/capabilities/sign-in/providers/group-roles.ts': 'The provider says so while the person signs in.',
  'src/capabilities/sign-in/providers/person.ts': 'The provider says so while the person signs in.',
  'src/capabilities/sign-in/seed.ts': 'The demo hospital alone, whose people nobody is.',
  'src/capabilities/tickets/phone/unknown.ts': 'Nobody has this entry yet, and it opens nothing.',
  'src/core/people/actions/access.ts': 'asks',
  'src/core/people/actions/create.ts': 'Nobody has this account yet.',
  'src/core/people/actions/edit.ts': 'asks',
  'src/core/people/actions/merge.ts': 'asks',
  'src/core/people/automation.ts': 'The service identity, which does not sign in.',
  'src/core/people/import/store.ts': 'asks',
  'src/core/people/login/link.ts': 'Makes the link that the asking action, or the person, wants.',
  'src/core/people/login/link-routes.ts': 'The person, by the link that was sent to them.',
  'src/core/people/login/login.ts': 'Notes that an emergency account was tried.',
  'src/core/people/login/second-factor.ts': 'The person, or the asking action.',
  'src/core/people/login/way-in.ts': 'Notes that an emergency account has to be tried anew.',
  'src/core/people/roles/assign.ts': 'asks',
  'src/core/people/setup.ts': 'The first administrator.',
  'src/core/people/store.ts': 'Ends links.',
  'src/core/people/throttle.ts': 'Sweeps links and codes that are over.',
}

const tables =
  'password|second_factor|recovery_code|passkey|identity|login_token|role_assignment|emergency_account|emergency_use|person'
const writes = new RegExp(`(insert into|update|delete from) core\\.(${tables})\\b`, 'i')

test('Every action on people, roles and ways to sign in asks whose account it is, or says why not.', () => {
  const concerned = capabilities
    .flatMap(({ plainActions = [] }) => plainActions)
    .filter(
      ({ name, accountAct }) =>
        accountAct || /^(people|teams|roles|sessions|outbox|passkeys|providers|emergency)\./.test(name),
    )
  const found = Object.fromEntries(
    concerned.flatMap(({ name, accountAct }) => (accountAct ? [[name, accountAct]] : [])),
  )
  assert.deepEqual(found, asked)
  assert.deepEqual(
    concerned
      .filter(({ accountAct }) => !accountAct)
      .map(({ name }) => name)
      .toSorted(),
    Object.keys(notAsked).toSorted(),
  )
})

test('Every file that writes what accounts are made of is classified.', () => {
  const found = globSync('src/**/*.ts', { cwd: root })
    .filter((path) => !/\.(test|e2e)\.ts$|fixture|generated/.test(path))
    .filter((path) => writes.test(readFileSync(join(root, path), 'utf8')))
    .toSorted()
  assert.deepEqual(found, Object.keys(writers).toSorted())
  for (const [path, why] of Object.entries(writers))
    if (why === 'asks') {
      const folder = path.includes('/import/') ? path.replace('store.ts', 'routes.ts') : path
      assert.match(readFileSync(join(root, folder), 'utf8'), /accountAct:/, path)
    }
})
