import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Aspects, type Book, type Conditions, calendarFor, choose, misfits } from './policy.ts'

const open: Conditions = {
  kinds: [],
  priorities: [],
  category_ids: [],
  applications: [],
  team_ids: [],
  department_ids: [],
  role_ids: [],
}
const ticket: Aspects = {
  kind: 'incident',
  priority: 2,
  category_ids: ['printers', 'hardware'],
  application: 'Meridian EHR',
  team_id: 'network',
  department_ids: ['icu', 'nursing'],
  role_ids: ['nurse'],
  site_id: 'north',
}
const calendar = (id: string, more: Partial<Book['calendars'][number]> = {}) => ({
  id,
  version_id: `${id} 1`,
  is_default: false,
  site_ids: [],
  team_ids: [],
  ...more,
})
const calendars = [
  calendar('of the organization', { is_default: true }),
  calendar('of the site', { site_ids: ['north'] }),
  calendar('of the team', { team_ids: ['network'] }),
  calendar('of the policy'),
]

test('Each question of a policy is answered by its own field of the ticket, with what stands above it.', () => {
  const asked: [keyof Conditions, unknown, unknown][] = [
    ['kinds', 'incident', 'request'],
    ['priorities', 2, 3],
    ['category_ids', 'hardware', 'software'],
    ['applications', 'meridian ehr', 'PACS'],
    ['team_ids', 'network', 'desk'],
    ['department_ids', 'nursing', 'pharmacy'],
    ['role_ids', 'nurse', 'physician'],
  ]
  assert.deepEqual(asked.map(([question]) => question).sort(), Object.keys(open).sort())
  assert.deepEqual(misfits(open, ticket), [])
  for (const [question, own, other] of asked) {
    assert.deepEqual(misfits({ ...open, [question]: [other, own] } as Conditions, ticket), [], question)
    assert.deepEqual(misfits({ ...open, [question]: [other] } as Conditions, ticket), [question])
  }
})

test('A ticket is counted by the calendar of its policy, else of its team, else of its site, else of the organization.', () => {
  const why = (
    calendar_id: string | null,
    team_id: string | null,
    site_id: string | null,
    known = calendars,
  ) => calendarFor({ calendars: known }, { calendar_id }, { team_id, site_id })?.why
  assert.equal(why('of the policy', 'network', 'north'), 'policy')
  assert.equal(why(null, 'network', 'north'), 'team')
  assert.equal(why(null, 'desk', 'north'), 'site')
  assert.equal(why(null, null, 'south'), 'organization')
  assert.equal(why(null, null, 'south', calendars.slice(1)), undefined)
})

test('The first policy that fits holds; without one, or without a calendar, nothing is promised.', () => {
  const targets = { first_response: 60, next_response: null, resolution: 480 }
  const policy = (id: string, when: Partial<Conditions>) => ({
    id,
    version_id: `${id} 1`,
    version: 1,
    rules: {
      name: id,
      when: { ...open, ...when },
      targets,
      warn_percent: null,
      pausing_states: [],
      calendar_id: null,
    },
  })
  const policies = [
    policy('requests', { kinds: ['request'] }),
    policy('nurses', { role_ids: ['nurse'] }),
    policy('all', {}),
  ]
  assert.deepEqual(choose({ policies, calendars }, ticket), { policy: 'nurses 1', calendar: 'of the team 1' })
  assert.equal(choose({ policies: policies.slice(0, 1), calendars }, ticket), null)
  assert.equal(choose({ policies, calendars: [] }, ticket), null)
})
