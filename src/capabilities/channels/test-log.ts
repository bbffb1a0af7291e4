/** A small log of one's own making for the tests of the writer: traps included, always the same. */
import { checkMapping, type Mapping } from './import/mapping/mapping.ts'

export const testMapping: Mapping = checkMapping({
  format: 'wardline-import/1',
  name: 'Test log',
  origin: 'test-log',
  source: 'event-log',
  key: 'id',
  time: 'at',
  sequence: 'seq',
  actor: 'by',
  unknown: ['?'],
  dates: { pattern: 'D/M/YYYY H:mm', zone: 'UTC' },
  columns: [
    { column: 'id', field: 'number' },
    {
      column: 'state',
      field: 'state',
      values: {
        New: 'new',
        Active: 'open',
        Waiting: 'waiting_on_requester',
        Resolved: 'resolved',
        Closed: 'closed',
      },
      otherwise: 'reject',
    },
    { column: 'priority', field: 'priority' },
    { column: 'team', field: 'team' },
    { column: 'owner', field: 'owner' },
    { column: 'caller', field: 'requester' },
    { column: 'category', field: 'category' },
    { column: 'subcategory', field: 'subcategory' },
    { column: 'place', field: 'place' },
    { column: 'asset', field: 'asset' },
    { column: 'symptom', field: 'field.symptom' },
    { column: 'resolved_at', field: 'resolvedAt' },
  ],
  finalColumns: ['resolved_at'],
  constants: { kind: 'incident', channel: 'phone' },
  titleTemplate: '{category} – {field.symptom}',
  missing: {
    people: { do: 'create' },
    teams: { do: 'create' },
    categories: { do: 'create' },
    places: { do: 'create' },
    assets: { do: 'create' },
  },
})

const heading =
  'id,seq,at,by,state,priority,team,owner,caller,category,subcategory,place,asset,symptom,resolved_at'

/** Six rows a ticket: filed, taken, passed on with a new priority, waiting, resolved, and closed or reopened. */
export function testLog(tickets: number): string {
  const lines = [heading]
  for (let index = 0; index < tickets; index++) {
    const day = (index % 28) + 1
    const at = (minute: number) =>
      `${day}/3/2016 ${8 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
    const row = (seq: number, minute: number, state: string, priority: number, team: string, owner: string) =>
      lines.push(
        [
          `T${String(index).padStart(5, '0')}`,
          seq,
          at(minute),
          owner === '?' ? 'Clerk' : owner,
          state,
          priority,
          team,
          owner,
          `Caller ${index % 40}`,
          `Category ${index % 5}`,
          seq < 2 ? '?' : `Part ${index % 3}`,
          `Ward ${index % 7}`,
          index % 2 === 0 ? `PC-${index % 50}` : '?',
          'Screen dark',
          at(200),
        ].join(','),
      )
    row(0, 0, 'New', 3, '?', '?')
    row(1, 10, 'Active', 3, 'Desk', `Agent ${index % 6}`)
    row(2, 10, 'Active', 2, 'Network', '?')
    row(3, 90, 'Waiting', 2, 'Network', 'Nell')
    row(4, 200, 'Resolved', 2, 'Network', 'Nell')
    if (index % 10 === 0) row(5, 300, 'Active', 2, 'Desk', `Agent ${index % 6}`)
    else row(5, 300, 'Closed', 2, 'Network', 'Nell')
  }
  return `${lines.join('\n')}\n`
}
